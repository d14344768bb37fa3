package dev.reconciler.source.sort;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that has its name only once all of it is on the disk: it is written beside its place under
 * a temporary name, synced, and renamed.
 */
final class DurableFile {
    static final String TEMPORARY = ".tmp";

    private DurableFile() {}

    static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + TEMPORARY);
    }

    static FileChannel create(Path temporary) throws IOException {
        return FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** Gives a synced and closed file its name, and makes the name as durable as the bytes. */
    static void rename(Path from, Path target) throws IOException {
        Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        try (var folder =
                FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    static Problem unwritable(Path file, IOException cause) {
        return new Problem(
                "a sorted file cannot be written: " + cause.getMessage(),
                file.toString(),
                "Look for a full disk or missing rights, then resume the run",
                cause);
    }
}
