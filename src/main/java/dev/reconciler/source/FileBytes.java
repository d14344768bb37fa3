package dev.reconciler.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file; a FUSE mount's file is one. */
public record FileBytes(Path path) implements ByteSource {
    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() throws IOException {
        return Files.size(path);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        var stream = new FileInputStream(path.toFile());
        stream.getChannel().position(offset);
        return stream;
    }
}
