package dev.reconciler.source.sort;

import dev.reconciler.model.DurableFile;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The external sort. Records go into memory, from there as sorted runs to disk, and all runs are
 * merged into one {@link SortedFile}; records with the same key stay in the order in which they
 * came.
 *
 * <p>For a restart, {@link #cut} makes everything added so far durable and says how many runs that
 * is. Who keeps that number with its own position in the source can {@link #open} the folder with
 * it again: later runs are dropped, and adding goes on from the position. Not for several threads.
 */
public final class SortedRuns {
    /** Enough for a million small records, and a part of what there is in a small heap. */
    public static final int DEFAULT_MEMORY =
            (int) Math.min(48 << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final Pattern OURS = Pattern.compile("(run|pass)-\\d+\\.sorted|\\..+\\.part");

    private final Path folder;
    private final RecordBuffer buffer;
    private int runs;

    private SortedRuns(Path folder, int runs, int memory) {
        this.folder = folder;
        this.runs = runs;
        this.buffer = new RecordBuffer(memory);
    }

    /** As {@link #open(Path, int, int)}, with {@link #DEFAULT_MEMORY}. */
    public static SortedRuns open(Path folder, int runs) {
        return open(folder, runs, DEFAULT_MEMORY);
    }

    /**
     * Opens a folder of runs, which is created where it is missing.
     *
     * @param runs what {@link #cut} said last, 0 to begin; later runs are deleted
     * @param memory how many bytes of records may be kept in memory
     * @throws Problem where one of those runs is missing or damaged
     */
    public static SortedRuns open(Path folder, int runs, int memory) {
        try {
            OwnerOnly.folder(folder);
            for (int i = 0; i < runs; i++) {
                SortedFile.open(run(folder, i));
            }
            deleteFrom(folder, runs);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return new SortedRuns(folder, runs, memory);
    }

    /** Adds a record. It is durable after the next {@link #cut}. */
    public void add(byte[] key, byte[] value) {
        if (buffer.isFullFor(key.length, value.length)) {
            writeRun();
        }
        buffer.add(key, value);
    }

    /** Makes everything added so far durable, and says how many runs there are now. */
    public int cut() {
        if (!buffer.isEmpty()) {
            writeRun();
        }
        return runs;
    }

    /**
     * Brings everything added so far into one file, which has its name only once it is whole, and
     * deletes the runs. Whoever finds the file there after a restart need not come here again.
     */
    public SortedFile merge(Path target) {
        cut();
        try {
            if (runs == 1) {
                DurableFile.move(run(folder, 0), target);
            } else {
                new Merge(folder).merge(paths(), target);
            }
            deleteFrom(folder, 0);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
        runs = 0;
        return SortedFile.open(target);
    }

    private void writeRun() {
        Path run = run(folder, runs);
        try (var writer = new RecordWriter(run)) {
            buffer.drainTo(writer);
            writer.finish();
        } catch (IOException e) {
            throw unwritable(run, e);
        }
        runs++;
    }

    private static Problem unwritable(Path file, IOException cause) {
        return new Problem(
                "a sorted file cannot be written: " + cause.getMessage(),
                file.toString(),
                "Look for a full disk or missing rights, then resume the run",
                cause);
    }

    private List<Path> paths() {
        var paths = new ArrayList<Path>();
        for (int i = 0; i < runs; i++) {
            paths.add(run(folder, i));
        }
        return paths;
    }

    private static Path run(Path folder, int number) {
        return folder.resolve("run-%06d.sorted".formatted(number));
    }

    private static void deleteFrom(Path folder, int first) throws IOException {
        try (var files =
                Files.newDirectoryStream(
                        folder, path -> isAfter(path.getFileName().toString(), first))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static boolean isAfter(String name, int first) {
        return OURS.matcher(name).matches() && (!name.startsWith("run-") || number(name) >= first);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1, name.indexOf('.')));
    }
}
