package dev.reconciler.source.sort;

import dev.reconciler.model.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes records that come in order into a {@link SortedFile}. The file has its name only after
 * {@link #finish}.
 *
 * <p>The format: {@link Format#MAGIC}; blocks; the blocks' offsets, eight bytes each; a trailer. A
 * block is the length of its records and their CRC-32C, four bytes each, then the records: length
 * of the key, length of the value (varints), key, value. It is ended by the record that reaches
 * {@link Format#BLOCK} bytes, so a record never spans two.
 */
final class RecordWriter implements AutoCloseable {
    private final DurableFile file;
    private final FileChannel channel;

    private byte[] block = new byte[Format.BLOCK_HEADER + 2 * Format.BLOCK];
    private int used = Format.BLOCK_HEADER;
    private long[] offsets = new long[64];
    private int blocks;
    private long records;

    RecordWriter(Path target) throws IOException {
        this.file = new DurableFile(target);
        this.channel = file.channel();
        write(ByteBuffer.allocate(Long.BYTES).putLong(0, Format.MAGIC));
    }

    /** Adds a record whose key and value stand somewhere in {@code bytes}. */
    void add(byte[] bytes, int key, int keyLength, int value, int valueLength) throws IOException {
        makeRoom(2 * Format.LONGEST_VARINT + keyLength + valueLength);
        used = Format.putVarint(block, used, keyLength);
        used = Format.putVarint(block, used, valueLength);
        System.arraycopy(bytes, key, block, used, keyLength);
        System.arraycopy(bytes, value, block, used + keyLength, valueLength);
        used += keyLength + valueLength;
        records++;
        if (used - Format.BLOCK_HEADER >= Format.BLOCK) {
            endBlock();
        }
    }

    private void makeRoom(int more) {
        int needed = Math.addExact(used, more);
        if (needed > block.length) {
            block = Arrays.copyOf(block, needed);
        }
    }

    private void endBlock() throws IOException {
        int length = used - Format.BLOCK_HEADER;
        var checksum = new CRC32C();
        checksum.update(block, Format.BLOCK_HEADER, length);
        var bytes = ByteBuffer.wrap(block, 0, used);
        bytes.putInt(0, length).putInt(Integer.BYTES, (int) checksum.getValue());
        if (blocks == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * blocks);
        }
        offsets[blocks++] = channel.position();
        write(bytes);
        used = Format.BLOCK_HEADER;
    }

    /** Ends the file, syncs it, and gives it its name. */
    void finish() throws IOException {
        if (used > Format.BLOCK_HEADER) {
            endBlock();
        }
        long index = channel.position();
        writeOffsets();
        write(new Format.Trailer(index, blocks, records).toBytes());
        file.keep();
    }

    private void writeOffsets() throws IOException {
        var bytes = ByteBuffer.allocate(Format.BLOCK);
        for (int i = 0; i < blocks; i++) {
            bytes.putLong(offsets[i]);
            if (!bytes.hasRemaining()) {
                write(bytes.flip());
                bytes.clear();
            }
        }
        write(bytes.flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Drops what was not finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
