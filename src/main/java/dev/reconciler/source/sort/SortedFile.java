package dev.reconciler.source.sort;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of records in the order of their keys, that can be read from the beginning, from a key,
 * and from a position. It holds no open file; its cursors do.
 */
public final class SortedFile {
    private final Path path;
    private final Format.Trailer trailer;

    private SortedFile(Path path, Format.Trailer trailer) {
        this.path = path;
        this.trailer = trailer;
    }

    /**
     * Opens a file that {@link SortedRuns} wrote.
     *
     * @throws Problem where it is not there, not whole, or of another format
     */
    public static SortedFile open(Path path) {
        try (var channel = channel(path)) {
            long length = channel.size();
            if (length < Long.BYTES + Format.Trailer.LENGTH) {
                throw damaged(path, "it was cut");
            }
            var bytes = read(channel, path, length - Format.Trailer.LENGTH, Format.Trailer.LENGTH);
            boolean magic = read(channel, path, 0, Long.BYTES).getLong() == Format.MAGIC;
            var trailer = Format.Trailer.of(bytes, length).filter(_ -> magic);
            return new SortedFile(
                    path,
                    trailer.orElseThrow(() -> damaged(path, "it was cut or is no sorted file")));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** How many records it has. */
    public long records() {
        return trailer.records();
    }

    /** How long it is, in bytes. */
    public long bytes() {
        return trailer.index() + trailer.blocks() * Long.BYTES + Format.Trailer.LENGTH;
    }

    /** How long its longest block is, in bytes; 0 where it has none. */
    long longestBlock() {
        try (var channel = channel(path)) {
            int length = Math.toIntExact(trailer.blocks() * Long.BYTES);
            var offsets = read(channel, path, trailer.index(), length).asLongBuffer();
            long longest = 0;
            for (int i = 0; i < offsets.limit(); i++) {
                long end = i + 1 < offsets.limit() ? offsets.get(i + 1) : trailer.index();
                longest = Math.max(longest, end - offsets.get(i));
            }
            return longest;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** All records. */
    public SortedCursor cursor() {
        return cursorAt(start());
    }

    /** The records from the first one on whose key is not before {@code key}. */
    public SortedCursor cursorFrom(byte[] key) {
        var cursor = cursorAt(start());
        cursor.seek(key);
        return cursor;
    }

    /** The records from a {@link SortedCursor#position} on, which may be of an earlier process. */
    public SortedCursor cursorAt(long position) {
        try {
            return new SortedCursor(channel(path), path, trailer, position);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static long start() {
        return (long) Long.BYTES << Format.OFFSET_BITS;
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    static ByteBuffer read(FileChannel channel, Path path, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        read(channel, path, at, bytes);
        return bytes.flip();
    }

    /** Fills the rest of the buffer. */
    static void read(FileChannel channel, Path path, long at, ByteBuffer bytes) throws IOException {
        long offset = at;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, offset);
            if (count < 0) {
                throw damaged(path, "it was cut");
            }
            offset += count;
        }
    }

    static Problem damaged(Path path, String why) {
        return new Problem(
                "a sorted file of the run is damaged: " + why,
                path.toString(),
                "Check the disk, then start the run anew; its work folder can be deleted");
    }

    static Problem unreadable(Path path, IOException cause) {
        String what =
                Files.exists(path)
                        ? "a sorted file of the run cannot be read: " + cause.getMessage()
                        : "a sorted file of the run is not there";
        return new Problem(
                what,
                path.toString(),
                "Check the work folder, then resume the run, or start it anew",
                cause);
    }
}
