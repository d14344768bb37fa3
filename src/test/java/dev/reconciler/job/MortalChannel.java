package dev.reconciler.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of {@link MortalFiles}, for writing: who is killed in a write has written half. */
final class MortalChannel extends FileChannel {
    private final FileChannel real;
    private final Path path;
    private final Effects effects;
    private final Life life;

    /** How an effect on a file is told. */
    interface Effects {
        Integer effect(
                String what,
                Path path,
                Life.Act<Integer, IOException> act,
                Life.Act<Integer, IOException> half)
                throws IOException;
    }

    MortalChannel(FileChannel real, Path path, Effects effects, Life life) {
        this.real = real;
        this.path = path;
        this.effects = effects;
        this.life = life;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        life.unsynced().written(MortalFiles.real(path));
        return effects.effect(
                "write", path, () -> real.write(bytes), () -> real.write(half(bytes)));
    }

    private static ByteBuffer half(ByteBuffer bytes) {
        ByteBuffer half = bytes.duplicate();
        return half.limit(half.position() + half.remaining() / 2);
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        life.unsynced().written(MortalFiles.real(path));
        return effects.effect(
                "write",
                path,
                () -> real.write(bytes, position),
                () -> real.write(half(bytes), position));
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(bytes[i]);
        }
        return written;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        effects.effect("truncate", path, () -> truncated(size), () -> truncated(size));
        return this;
    }

    private int truncated(long size) throws IOException {
        real.truncate(size);
        return 0;
    }

    @Override
    public void force(boolean metaData) {
        // A killed process takes no page of the operating system with it.
        life.look();
        life.unsynced().synced(MortalFiles.real(path));
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return real.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return real.read(bytes, offset, length);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        return real.read(bytes, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
