package dev.reconciler.report;

import dev.reconciler.model.OwnerOnly;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that gets its name once it is whole. Unless it is kept, nothing is left of it. */
final class Draft implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final Writer writer;

    /**
     * @throws IOException when the folder or the file cannot be made
     */
    Draft(Path file) throws IOException {
        this.file = file;
        this.part = file.resolveSibling("." + file.getFileName() + ".part");
        OwnerOnly.folderOf(part);
        // Not Files.newBufferedWriter, which fails on half a surrogate pair instead of replacing
        // it.
        this.writer =
                new BufferedWriter(
                        new OutputStreamWriter(
                                Files.newOutputStream(part), StandardCharsets.UTF_8));
    }

    Writer writer() {
        return writer;
    }

    /** Gives the file its name, in the place of what had it. */
    void keep() throws IOException {
        writer.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(part);
    }
}
