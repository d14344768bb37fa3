package dev.reconciler.job;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a run's sorted files. It is there from the run's begin until it has completed,
 * whichever processes that takes.
 *
 * @param path {@code runs/<run>} in the work folder
 */
public record RunFolder(Path path) {

    /** The folder of that run. */
    static RunFolder of(Path work, long run) {
        return new RunFolder(work.resolve("runs").resolve(Long.toString(run)));
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
            Files.createDirectories(path);
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
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    "the work folder cannot be cleared", path.toString(), "delete it by hand", e);
        }
    }
}
