package dev.reconciler.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through the bytes of a document and says what is wrong with them, so that decoding one that
 * passed never fails, however it was damaged.
 *
 * <p>Lengths, types, terminators and depth are checked everywhere (specification: bsonspec.org,
 * version 1.1); UTF-8, and that each name stands once, only within {@code _id}, since different
 * bytes would be decoded to one id.
 */
public final class BsonStructure {
    /**
     * MongoDB's limit for stored documents (16 MiB), and what a server may add to one of its own.
     */
    public static final int LONGEST = (16 << 20) + (16 << 10);

    /** A length and an end. */
    public static final int SHORTEST = 5;

    /** MongoDB stores no document that is nested deeper. */
    private static final int DEEPEST = 200;

    private static final int OLD_BINARY = 2;

    /**
     * Bits of a decimal number: of infinity and what is no number, and of a coefficient too long.
     */
    private static final long INFINITE = 0xFL << 59;

    private static final long BEYOND = 0x3L << 61;

    /** The coefficient of 34 nines. */
    private static final long MOST_HIGH = 0x1_ED09_BEAD_87C0L;

    private static final long MOST_LOW = 0x378D_8E63_FFFF_FFFFL;

    private final byte[] bytes;
    private int at;
    private boolean withinId;

    private BsonStructure(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What is wrong with a document, in a few words; empty where it can be decoded. */
    public static Optional<String> fault(byte[] document) {
        var walk = new BsonStructure(document);
        try {
            walk.document(document.length, 1);
            check(walk.at == document.length, "it ends before its length says");
            return Optional.empty();
        } catch (Malformed malformed) {
            return Optional.of(malformed.getMessage() + " (at its byte " + walk.at + ")");
        }
    }

    private void document(int limit, int depth) throws Malformed {
        check(depth <= DEEPEST, "it is nested deeper than " + DEEPEST + " levels");
        int start = at;
        int length = int32(limit);
        check(length >= SHORTEST && length <= limit - start, "a document has a wrong length");
        int end = start + length - 1;
        check(bytes[end] == 0, "a document has no end");
        Set<ByteBuffer> names = withinId ? new HashSet<>() : Set.of();
        while (at < end) {
            element(end, depth, names);
        }
        at = end + 1;
    }

    private void element(int limit, int depth, Set<ByteBuffer> names) throws Malformed {
        byte type = bytes[at++];
        int name = at;
        cstring(limit);
        check(
                !withinId || names.add(ByteBuffer.wrap(bytes, name, at - name)),
                "its _id has a name twice");
        boolean isId = depth == 1 && isId(name);
        withinId |= isId;
        value(type, limit, depth);
        withinId &= !isId;
    }

    private boolean isId(int name) {
        return at - name == 4
                && bytes[name] == '_'
                && bytes[name + 1] == 'i'
                && bytes[name + 2] == 'd';
    }

    private void value(byte type, int limit, int depth) throws Malformed {
        switch (type) {
            case 0x06, 0x0A, 0x7F, -1 -> {}
            case 0x08 -> bool(limit);
            case 0x10 -> skip(Integer.BYTES, limit);
            case 0x01, 0x09, 0x11, 0x12 -> skip(Long.BYTES, limit);
            case 0x07 -> skip(12, limit);
            case 0x13 -> decimal(limit);
            case 0x02, 0x0D, 0x0E -> string(limit);
            case 0x03, 0x04 -> document(limit, depth + 1);
            case 0x05 -> binary(limit);
            case 0x0B -> {
                cstring(limit);
                cstring(limit);
            }
            case 0x0C -> {
                string(limit);
                skip(12, limit);
            }
            case 0x0F -> codeWithScope(limit, depth);
            default -> throw new Malformed("there is no type 0x%02x".formatted(type));
        }
    }

    /**
     * IEEE 754 takes a coefficient of more than 34 digits for zero; the driver would write one that
     * it cannot read again.
     */
    private void decimal(int limit) throws Malformed {
        skip(16, limit);
        long low = int64(at - 16);
        long high = int64(at - 8);
        boolean finite = (high & INFINITE) != INFINITE;
        long coefficient = high & 0x1_FFFF_FFFF_FFFFL;
        boolean tooMany =
                (high & BEYOND) == BEYOND
                        || coefficient > MOST_HIGH
                        || coefficient == MOST_HIGH && Long.compareUnsigned(low, MOST_LOW) > 0;
        check(!finite || !tooMany, "a decimal number has more than 34 digits");
    }

    private void bool(int limit) throws Malformed {
        skip(1, limit);
        check(bytes[at - 1] == 0 || bytes[at - 1] == 1, "a boolean is neither true nor false");
    }

    private void string(int limit) throws Malformed {
        int length = int32(limit);
        check(length >= 1 && length <= limit - at, "a string has a wrong length");
        check(bytes[at + length - 1] == 0, "a string has no end");
        text(at, length - 1);
        at += length;
    }

    private void cstring(int limit) throws Malformed {
        int start = at;
        while (at < limit && bytes[at] != 0) {
            at++;
        }
        check(at < limit, "a name or pattern has no end");
        text(start, at - start);
        at++;
    }

    private void binary(int limit) throws Malformed {
        int length = int32(limit);
        check(length >= 0 && length < limit - at, "binary data have a wrong length");
        boolean old = bytes[at] == OLD_BINARY;
        at++;
        int end = at + length;
        check(
                !old || int32(end) == length - Integer.BYTES,
                "binary data of the old kind have a wrong length");
        at = end;
    }

    private void codeWithScope(int limit, int depth) throws Malformed {
        int end = at + int32(limit);
        check(end > at && end <= limit, "code has a wrong length");
        string(end);
        document(end, depth + 1);
        check(at == end, "code has a wrong length");
    }

    private void skip(int length, int limit) throws Malformed {
        check(length <= limit - at, "a value has no end");
        at += length;
    }

    private int int32(int limit) throws Malformed {
        skip(Integer.BYTES, limit);
        return (bytes[at - 4] & 0xFF)
                | (bytes[at - 3] & 0xFF) << 8
                | (bytes[at - 2] & 0xFF) << 16
                | bytes[at - 1] << 24;
    }

    private void text(int start, int length) throws Malformed {
        if (withinId) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            } catch (CharacterCodingException notText) {
                throw new Malformed("its _id is no UTF-8");
            }
        }
    }

    private long int64(int start) {
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << 8 | bytes[start + i] & 0xFF;
        }
        return value;
    }

    private static void check(boolean right, String otherwise) throws Malformed {
        if (!right) {
            throw new Malformed(otherwise);
        }
    }

    /** Ends the walk; never leaves this class. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
