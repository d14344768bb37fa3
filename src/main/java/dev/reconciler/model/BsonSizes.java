package dev.reconciler.model;

/** How many bytes a value of each BSON type takes (bsonspec.org, version 1.1). */
final class BsonSizes {
    private BsonSizes() {}

    /**
     * The size of the value that begins at {@code at}.
     *
     * @throws Undecodable where there is no such type
     */
    static int size(byte type, byte[] bytes, int at) {
        return switch (type) {
            case 0x06, 0x0A, 0x7F, (byte) 0xFF -> 0;
            case 0x08 -> 1;
            case 0x10 -> 4;
            case 0x01, 0x09, 0x11, 0x12 -> 8;
            case 0x07 -> 12;
            case 0x13 -> 16;
            case 0x02, 0x0D, 0x0E -> positive(int32(bytes, at), 1) + 4;
            case 0x03, 0x04, 0x0F -> positive(int32(bytes, at), 5);
            case 0x05 -> positive(int32(bytes, at), 0) + 5;
            case 0x0C -> positive(int32(bytes, at), 1) + 4 + 12;
            case 0x0B -> cString(bytes, cString(bytes, at)) - at;
            default -> throw new Undecodable("there is no BSON type " + type);
        };
    }

    /** The little-endian number that begins there. */
    static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | bytes[at + 3] << 24;
    }

    private static int positive(int length, int least) {
        if (length < least || length > Integer.MAX_VALUE - 32) {
            throw new Undecodable("a value of length " + length);
        }
        return length;
    }

    /** The place after the zero that ends the text. */
    private static int cString(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] != 0) {
            end++;
        }
        return end + 1;
    }
}
