package dev.reconciler.model;

import java.nio.ByteBuffer;

/** How many bytes a value of each BSON type takes (bsonspec.org, version 1.1). */
final class BsonSizes {
    private BsonSizes() {}

    /**
     * The size of the value that begins at {@code at}.
     *
     * @param buffer little-endian
     * @throws Undecodable where there is no such type
     */
    static int size(byte type, ByteBuffer buffer, int at) {
        return switch (type) {
            case 0x06, 0x0A, 0x7F, (byte) 0xFF -> 0;
            case 0x08 -> 1;
            case 0x10 -> 4;
            case 0x01, 0x09, 0x11, 0x12 -> 8;
            case 0x07 -> 12;
            case 0x13 -> 16;
            case 0x02, 0x0D, 0x0E -> positive(buffer.getInt(at), 1) + 4;
            case 0x03, 0x04, 0x0F -> positive(buffer.getInt(at), 5);
            case 0x05 -> positive(buffer.getInt(at), 0) + 5;
            case 0x0C -> positive(buffer.getInt(at), 1) + 4 + 12;
            case 0x0B -> cString(buffer, cString(buffer, at)) - at;
            default -> throw new Undecodable("there is no BSON type " + type);
        };
    }

    private static int positive(int length, int least) {
        if (length < least || length > Integer.MAX_VALUE - 32) {
            throw new Undecodable("a value of length " + length);
        }
        return length;
    }

    /** The place after the zero that ends the text. */
    private static int cString(ByteBuffer buffer, int at) {
        int end = at;
        while (buffer.get(end) != 0) {
            end++;
        }
        return end + 1;
    }
}
