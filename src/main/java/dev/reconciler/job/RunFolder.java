package dev.reconciler.job;

import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a run's sorted files. It is there from the run's begin until it has completed,
 * whichever processes that takes.
 *
 * @param path {@code runs/<run>} in the work folder
 */
public record RunFolder(Path path) {
    private static final String RUNS = "runs";
    private static final String DRAFT = ".draft-";

    /** The folder of that run. */
    static RunFolder of(Path work, long run) {
        return new RunFolder(work.resolve(RUNS).resolve(Long.toString(run)));
    }

    /**
     * Makes the folder, empty: a ledger that was thrown away may have left files of a run of the
     * same number.
     */
    void create() {
        delete();
        open();
    }

    /** Makes the folder where it is not there. */
    void open() {
        try {
            OwnerOnly.folder(path);
        } catch (IOException e) {
            throw new Problem(
                    "the work folder cannot be written",
                    path.toString(),
                    "make room, or set another one: work",
                    e);
        }
    }

    /** A file, or a folder of files, of the run. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Throws the files away. They are only ever made from the sources. */
    void delete() {
        delete(path);
    }

    /**
     * Where the plan of a run is put together: beside its place, so that one move brings it there.
     */
    public static Path draft(Settings settings, long run) {
        return settings.plans().resolve(DRAFT + run);
    }

    /**
     * Throws away what was left behind by runs that do not go on: those whose process ended between
     * two acts, and those that were abandoned.
     *
     * @param open the runs that may go on
     */
    static void sweep(Settings settings, Set<Long> open) {
        sweep(settings.work().resolve(RUNS), "", open);
        sweep(settings.plans(), DRAFT, open);
    }

    private static void sweep(Path folder, String prefix, Set<Long> open) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> isLeftBehind(file.getFileName().toString(), prefix, open))
                    .forEach(RunFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            throw uncleared(folder, e);
        }
    }

    private static boolean isLeftBehind(String name, String prefix, Set<Long> open) {
        return name.matches(Pattern.quote(prefix) + "[0-9]{1,18}")
                && !open.contains(Long.valueOf(name.substring(prefix.length())));
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw uncleared(tree, e);
        }
    }

    private static Problem uncleared(Path folder, Exception cause) {
        return new Problem(
                "the work folder cannot be cleared", folder.toString(), "delete it by hand", cause);
    }
}
