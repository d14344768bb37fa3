package dev.reconciler.source.sort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Goes through the records of a {@link SortedFile}, a block in memory at a time. Not for several
 * threads.
 *
 * <p>{@link #key} and {@link #value} are those of the record that the last {@link #next} came to.
 */
public final class SortedCursor implements AutoCloseable {
    private final FileChannel channel;
    private final Path path;
    private final Format.Trailer trailer;

    /** Where in the file the block in memory begins, and the one after it. */
    private long block;

    private long nextBlock;

    private byte[] records = new byte[0];
    private int end;

    /** Where in the block the next record begins. */
    private int next;

    private int key;
    private int keyLength;
    private int valueLength;

    SortedCursor(FileChannel channel, Path path, Format.Trailer trailer, long position) {
        this.channel = channel;
        this.path = path;
        this.trailer = trailer;
        this.nextBlock = position >>> Format.OFFSET_BITS;
        this.block = nextBlock;
        skipTo((int) (position & (Format.BLOCK - 1)));
    }

    private void skipTo(int offset) {
        if (offset > 0) {
            load();
            next = offset;
        }
    }

    /** Goes to the next record; false where there is none. */
    public boolean next() {
        if (next == end && !load()) {
            return false;
        }
        keyLength = Format.varint(records, next);
        int second = next + Format.varintLength(keyLength);
        valueLength = Format.varint(records, second);
        key = second + Format.varintLength(valueLength);
        next = key + keyLength + valueLength;
        return true;
    }

    /** A copy of the record's key. */
    public byte[] key() {
        return Arrays.copyOfRange(records, key, key + keyLength);
    }

    /** A copy of the record's value. */
    public byte[] value() {
        return Arrays.copyOfRange(records, key + keyLength, key + keyLength + valueLength);
    }

    /** How the record's key compares with another, without copying it. */
    public int compareKey(byte[] other) {
        return Arrays.compareUnsigned(records, key, key + keyLength, other, 0, other.length);
    }

    /** Likewise its first bytes, as many as the other has. */
    public int comparePrefix(byte[] other) {
        int end = key + Math.min(keyLength, other.length);
        return Arrays.compareUnsigned(records, key, end, other, 0, other.length);
    }

    /**
     * Where the next record begins: {@link SortedFile#cursorAt} goes on from there, also in another
     * process.
     */
    public long position() {
        return next == end ? nextBlock << Format.OFFSET_BITS : block << Format.OFFSET_BITS | next;
    }

    int compareKey(SortedCursor other) {
        return Arrays.compareUnsigned(
                records,
                key,
                key + keyLength,
                other.records,
                other.key,
                other.key + other.keyLength);
    }

    void copyTo(RecordWriter writer) throws IOException {
        writer.add(records, key, keyLength, key + keyLength, valueLength);
    }

    /** Goes to just before the first record whose key is not before {@code wanted}. */
    void seek(byte[] wanted) {
        long low = 0;
        long high = trailer.blocks();
        while (low < high) {
            long middle = (low + high) >>> 1;
            goToBlock(middle);
            if (next() && compareKey(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        goToBlock(Math.max(0, low - 1));
        skipRecordsBefore(wanted);
    }

    /** Keeps the record that ends the search to be read again. */
    private void skipRecordsBefore(byte[] wanted) {
        while (next()) {
            if (compareKey(wanted) >= 0) {
                next = key - Format.varintLength(keyLength) - Format.varintLength(valueLength);
                return;
            }
        }
    }

    private void goToBlock(long number) {
        try {
            nextBlock =
                    trailer.blocks() == 0
                            ? trailer.index()
                            : SortedFile.read(
                                            channel,
                                            path,
                                            trailer.index() + number * Long.BYTES,
                                            Long.BYTES)
                                    .getLong();
        } catch (IOException e) {
            throw SortedFile.unreadable(path, e);
        }
        next = 0;
        end = 0;
    }

    /** Loads the next block; false where there is none. */
    private boolean load() {
        if (nextBlock >= trailer.index()) {
            return false;
        }
        try {
            var header = SortedFile.read(channel, path, nextBlock, Format.BLOCK_HEADER);
            block = nextBlock;
            end = length(header.getInt());
            if (records.length < end) {
                records = new byte[Math.max(end, Format.BLOCK)];
            }
            SortedFile.read(
                    channel, path, block + Format.BLOCK_HEADER, ByteBuffer.wrap(records, 0, end));
            check(header.getInt());
        } catch (IOException e) {
            throw SortedFile.unreadable(path, e);
        }
        nextBlock = block + Format.BLOCK_HEADER + end;
        next = 0;
        return true;
    }

    private int length(int length) {
        if (length <= 0 || block + Format.BLOCK_HEADER + length > trailer.index()) {
            throw SortedFile.damaged(path, "no block begins at byte " + block);
        }
        return length;
    }

    private void check(int expected) {
        var checksum = new CRC32C();
        checksum.update(records, 0, end);
        if ((int) checksum.getValue() != expected) {
            throw SortedFile.damaged(
                    path, "the checksum of the block at byte " + block + " is wrong");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SortedFile.unreadable(path, e);
        }
    }
}
