package dev.reconciler.source.sort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges sorted files, so many at a time that their blocks fit into memory and their number into
 * the limit of open files. Neighbours are merged with neighbours, so that of records with the same
 * key those of an earlier file stay first.
 */
final class Merge {
    private static final int AT_ONCE = 256;

    /** Bytes of blocks in memory; a block is as long as its longest record at least. */
    private static final long MEMORY = SortedRuns.DEFAULT_MEMORY / 2;

    private static final int FEWEST = 2;

    private final Path folder;
    private final int atOnce;
    private int passFiles;

    Merge(Path folder) {
        this(folder, AT_ONCE);
    }

    /** For tests, which need more than one pass of few files. */
    Merge(Path folder, int atOnce) {
        this.folder = folder;
        this.atOnce = atOnce;
    }

    void merge(List<Path> files, Path target) throws IOException {
        var rest = files;
        for (int some = most(rest); rest.size() > some; some = most(rest)) {
            rest = pass(rest, some);
        }
        mergeAtOnce(rest, target);
    }

    /** How many of those files are merged at once. */
    private int most(List<Path> files) {
        long block = Format.BLOCK;
        for (Path file : files) {
            block = Math.max(block, SortedFile.open(file).longestBlock());
        }
        return (int) Math.clamp(MEMORY / block, FEWEST, atOnce);
    }

    /**
     * Merges groups of neighbours; files of an earlier pass are deleted as soon as they are merged.
     */
    private List<Path> pass(List<Path> files, int some) throws IOException {
        var merged = new ArrayList<Path>();
        for (int from = 0; from < files.size(); from += some) {
            var group = files.subList(from, Math.min(from + some, files.size()));
            Path target = folder.resolve("pass-%06d.sorted".formatted(passFiles++));
            mergeAtOnce(group, target);
            for (Path file : group) {
                if (file.getFileName().toString().startsWith("pass-")) {
                    Files.delete(file);
                }
            }
            merged.add(target);
        }
        return merged;
    }

    private void mergeAtOnce(List<Path> files, Path target) throws IOException {
        var heads = new PriorityQueue<Head>();
        try (var writer = new RecordWriter(target)) {
            for (int i = 0; i < files.size(); i++) {
                offer(heads, new Head(SortedFile.open(files.get(i)).cursor(), i));
            }
            while (!heads.isEmpty()) {
                var head = heads.poll();
                head.cursor.copyTo(writer);
                offer(heads, head);
            }
            writer.finish();
        } finally {
            heads.forEach(head -> head.cursor.close());
        }
    }

    private static void offer(PriorityQueue<Head> heads, Head head) {
        if (head.cursor.next()) {
            heads.add(head);
        } else {
            head.cursor.close();
        }
    }

    /** The next record of one of the files. */
    private record Head(SortedCursor cursor, int file) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int byKey = cursor.compareKey(other.cursor);
            return byKey != 0 ? byKey : Integer.compare(file, other.file);
        }
    }
}
