package dev.reconciler.source.sort;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What writer and reader of a sorted file agree on. All integers are big-endian. */
final class Format {
    /** "RECSORT1": another format gets another number. */
    static final long MAGIC = 0x524543534F525431L;

    /** How many bits the offset of a record within its block has. */
    static final int OFFSET_BITS = 16;

    /** No record begins at or after this many bytes of a block; a long one may end later. */
    static final int BLOCK = 1 << OFFSET_BITS;

    /** Length and checksum. */
    static final int BLOCK_HEADER = 2 * Integer.BYTES;

    static final int LONGEST_VARINT = 5;

    private Format() {}

    /**
     * Writes seven bits a byte, lowest first, the high bit saying that more follow; returns the
     * offset after it.
     */
    static int putVarint(byte[] bytes, int at, int value) {
        int rest = value;
        int offset = at;
        while (rest > 0x7F) {
            bytes[offset++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[offset++] = (byte) rest;
        return offset;
    }

    static int varint(byte[] bytes, int at) {
        int value = 0;
        int offset = at;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[offset++];
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    static int varintLength(int value) {
        return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
    }

    /**
     * The last bytes of a file. Without them it was cut.
     *
     * @param index where the offsets of the blocks begin, and the blocks end
     */
    record Trailer(long index, long blocks, long records) {
        static final int LENGTH = 3 * Long.BYTES + Integer.BYTES + Long.BYTES;

        ByteBuffer toBytes() {
            var bytes = ByteBuffer.allocate(LENGTH);
            bytes.putLong(index).putLong(blocks).putLong(records);
            return bytes.putInt(checksum(bytes)).putLong(MAGIC).flip();
        }

        /** Empty where the bytes are no trailer, or not the trailer of a file of that length. */
        static Optional<Trailer> of(ByteBuffer bytes, long fileLength) {
            var trailer = new Trailer(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16));
            boolean whole = bytes.getInt(24) == checksum(bytes) && bytes.getLong(28) == MAGIC;
            boolean fits = trailer.index + trailer.blocks * Long.BYTES + LENGTH == fileLength;
            return Optional.of(trailer).filter(_ -> whole && fits);
        }

        private static int checksum(ByteBuffer bytes) {
            var checksum = new CRC32C();
            checksum.update(bytes.array(), 0, 3 * Long.BYTES);
            return (int) checksum.getValue();
        }
    }
}
