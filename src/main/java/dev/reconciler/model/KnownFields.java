package dev.reconciler.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.BSONException;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes the few fields that are known out of a raw document in one pass, without building the rest:
 * a platform's documents carry far more than is compared, and millions of them are read. Of a name
 * that stands twice the first counts, as for the server.
 */
final class KnownFields {
    /** Length of an array without elements, which most deploys have in {@code required}. */
    private static final int EMPTY = 5;

    private static final BsonDocumentCodec WHOLE = new BsonDocumentCodec();
    private static final Map<Names, KnownFields> DEPLOYS = new ConcurrentHashMap<>();

    private final List<byte[]> names;

    /**
     * @param names known names in the order of the decoded values; {@code _id} is known besides and
     *     comes last
     */
    private KnownFields(List<String> names) {
        this.names =
                Stream.concat(names.stream(), Stream.of("_id"))
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .toList();
    }

    /** The fields of a deploy, in the order of {@link DeployField}. */
    static KnownFields deploys(Names names) {
        return DEPLOYS.computeIfAbsent(
                names,
                n -> new KnownFields(Arrays.stream(DeployField.values()).map(n::of).toList()));
    }

    /** The {@code _id} among decoded values. */
    BsonValue id(@Nullable BsonValue[] decoded) {
        return Objects.requireNonNull(decoded[names.size() - 1]);
    }

    /** The known values, null where absent or BSON null; an {@code _id} of null is kept. */
    @Nullable BsonValue[] decode(RawBsonDocument raw) {
        try {
            @Nullable BsonValue[] values = new BsonValue[names.size()];
            scan(raw, values);
            if (values[names.size() - 1] == null) {
                throw new Undecodable("the document has no _id");
            }
            for (int i = 0; i < names.size() - 1; i++) {
                BsonValue value = values[i];
                values[i] = value != null && value.isNull() ? null : value;
            }
            return values;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | BSONException
                | BufferUnderflowException e) {
            throw new Undecodable("the document is no whole BSON: " + e.getMessage(), e);
        }
    }

    private void scan(RawBsonDocument raw, @Nullable BsonValue[] values) {
        ByteBuffer in = raw.getByteBuffer().asNIO().order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = in.array();
        int base = in.arrayOffset() + in.position();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = base + buffer.getInt(base) - 1;
        int at = base + 4;
        while (at < end) {
            byte type = bytes[at++];
            int name = at;
            while (bytes[at] != 0) {
                at++;
            }
            int field = indexOf(bytes, name, at);
            at++;
            int size = BsonSizes.size(type, buffer, at);
            if (size < 0 || at + (long) size > end) {
                throw new Undecodable("a value is longer than its document");
            }
            if (field >= 0 && values[field] == null) {
                values[field] = value(type, bytes, buffer, at, size);
            }
            at += size;
        }
    }

    private int indexOf(byte[] bytes, int from, int to) {
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i);
            if (name.length == to - from && Arrays.equals(bytes, from, to, name, 0, name.length)) {
                return i;
            }
        }
        return -1;
    }

    private static BsonValue value(byte type, byte[] bytes, ByteBuffer buffer, int at, int size) {
        return switch (BsonType.findByValue(type)) {
            case STRING ->
                    new BsonString(new String(bytes, at + 4, size - 5, StandardCharsets.UTF_8));
            case OBJECT_ID ->
                    new BsonObjectId(new ObjectId(Arrays.copyOfRange(bytes, at, at + 12)));
            case DATE_TIME -> new BsonDateTime(buffer.getLong(at));
            case BOOLEAN -> BsonBoolean.valueOf(bytes[at] != 0);
            case NULL -> BsonNull.VALUE;
            case ARRAY -> size == EMPTY ? new BsonArray() : wrapped(type, bytes, at, size);
            default -> wrapped(type, bytes, at, size);
        };
    }

    /** A value of a rare type, decoded by the library from a document of its own. */
    private static BsonValue wrapped(byte type, byte[] bytes, int at, int size) {
        byte[] document = new byte[4 + 1 + 2 + size + 1];
        ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).putInt(document.length);
        document[4] = type;
        document[5] = 'v';
        System.arraycopy(bytes, at, document, 7, size);
        BsonValue value = new RawBsonDocument(document).decode(WHOLE).get("v");
        if (value == null) {
            throw new Undecodable("a value cannot be decoded");
        }
        return value;
    }
}
