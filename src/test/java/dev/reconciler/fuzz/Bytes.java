package dev.reconciler.fuzz;

import dev.reconciler.source.ByteFolder;
import dev.reconciler.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/** One file in a folder, in memory. */
record Bytes(String path, byte[] content) implements ByteFolder, ByteSource {

    @Override
    public String name() {
        return path;
    }

    @Override
    public SortedMap<String, ByteSource> files() {
        SortedMap<String, ByteSource> files = new TreeMap<>();
        files.put(path, this);
        return files;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public InputStream open(long offset) {
        return new ByteArrayInputStream(
                content, Math.toIntExact(offset), content.length - Math.toIntExact(offset));
    }
}
