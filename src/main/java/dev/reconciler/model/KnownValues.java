package dev.reconciler.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;

/**
 * Where the known fields of one document stand in its bytes. A value is decoded when somebody asks
 * for it: of most, no more is asked than whether it is of the right type, and the same as before.
 */
final class KnownValues {
    /** No BSON type has this number. */
    static final byte ABSENT = 0;

    /** Length of an array without elements, which most deploys have in {@code required}. */
    private static final int EMPTY = 5;

    private static final BsonDocumentCodec WHOLE = new BsonDocumentCodec();

    private final byte[] bytes;
    private final byte[] types;
    private final int[] starts;
    private final int[] ends;

    /**
     * @param types by field, {@link #ABSENT} where it is not there; likewise where its value starts
     *     and ends in {@code bytes}
     */
    KnownValues(byte[] bytes, byte[] types, int[] starts, int[] ends) {
        this.bytes = bytes;
        this.types = types;
        this.starts = starts;
        this.ends = ends;
    }

    /** The same but for some fields, which are as if they were absent. */
    KnownValues without(int... fields) {
        byte[] rest = types.clone();
        for (int field : fields) {
            rest[field] = ABSENT;
        }
        return new KnownValues(bytes, rest, starts, ends);
    }

    boolean has(int field) {
        return types[field] != ABSENT;
    }

    boolean has(int field, BsonType type) {
        return types[field] == (byte) type.getValue();
    }

    /** The type of a field that is there. */
    BsonType type(int field) {
        return BsonType.findByValue(types[field]);
    }

    /** Whether both have a field, with the same type and the same bytes. */
    boolean isSame(int field, KnownValues other) {
        return has(field)
                && types[field] == other.types[field]
                && Arrays.equals(
                        bytes,
                        starts[field],
                        ends[field],
                        other.bytes,
                        other.starts[field],
                        other.ends[field]);
    }

    Optional<BsonValue> value(int field) {
        return has(field) ? Optional.of(decoded(field)) : Optional.empty();
    }

    /** The text of a field that has one. */
    String text(int field) {
        // Its length before it, a zero after it.
        int start = starts[field] + Integer.BYTES;
        return new String(bytes, start, ends[field] - 1 - start, StandardCharsets.UTF_8);
    }

    private BsonValue decoded(int field) {
        int start = starts[field];
        return switch (type(field)) {
            case STRING -> new BsonString(text(field));
            case OBJECT_ID ->
                    new BsonObjectId(new ObjectId(Arrays.copyOfRange(bytes, start, ends[field])));
            case DATE_TIME ->
                    new BsonDateTime(
                            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(start));
            case BOOLEAN -> BsonBoolean.valueOf(bytes[start] != 0);
            case NULL -> BsonNull.VALUE;
            case ARRAY -> ends[field] - start == EMPTY ? new BsonArray() : wrapped(field);
            default -> wrapped(field);
        };
    }

    /** A value of a rare type, decoded by the library from a document of its own. */
    private BsonValue wrapped(int field) {
        int size = ends[field] - starts[field];
        byte[] document = new byte[4 + 1 + 2 + size + 1];
        ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).putInt(document.length);
        document[4] = types[field];
        document[5] = 'v';
        System.arraycopy(bytes, starts[field], document, 7, size);
        BsonValue value = new RawBsonDocument(document).decode(WHOLE).get("v");
        if (value == null) {
            throw new Undecodable("a value cannot be decoded");
        }
        return value;
    }
}
