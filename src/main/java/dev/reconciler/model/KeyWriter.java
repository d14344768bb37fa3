package dev.reconciler.model;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Writes BSON values as bytes whose unsigned order is BSON comparison order (MongoDB manual,
 * "Comparison/Sort Order"; the server's {@code BSONElement::compareElements} where the manual is
 * silent: undefined sorts before null, an object's fields compare by type, then name, then value).
 *
 * <p>Every encoding ends itself, so keys can be concatenated: what has no fixed length is either
 * preceded by its length (where BSON orders by length first) or ended by {@code 00 00}, a zero byte
 * within it being written as {@code 00 FF}. Type bytes are never zero, so a zero byte ends an
 * object or an array.
 */
final class KeyWriter {
    private static final long SIGN = Long.MIN_VALUE;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32);

    private KeyWriter() {}

    static byte[] keyOf(BsonValue value) {
        if (value instanceof BsonObjectId id) {
            return ofObjectId(id);
        }
        var writer = new KeyWriter();
        writer.typed(value);
        return writer.out.toByteArray();
    }

    /** What nearly every id is, and millions are made: the same bytes without a stream. */
    private static byte[] ofObjectId(BsonObjectId id) {
        ByteBuffer key = ByteBuffer.allocate(1 + 12).put((byte) rank(BsonType.OBJECT_ID));
        id.getValue().putToByteBuffer(key);
        return key.array();
    }

    private void typed(BsonValue value) {
        out.write(rank(value.getBsonType()));
        content(value);
    }

    /** The place of a type among the types; types that compare as one have one rank. */
    private static int rank(BsonType type) {
        return switch (type) {
            case MIN_KEY -> 10;
            case UNDEFINED -> 15;
            case NULL -> 20;
            case INT32, INT64, DOUBLE, DECIMAL128 -> 30;
            case STRING, SYMBOL -> 60;
            case DOCUMENT -> 70;
            case ARRAY -> 80;
            case BINARY -> 90;
            case OBJECT_ID -> 100;
            case BOOLEAN -> 110;
            case DATE_TIME -> 120;
            case TIMESTAMP -> 130;
            case REGULAR_EXPRESSION -> 140;
            case DB_POINTER -> 150;
            case JAVASCRIPT -> 160;
            case JAVASCRIPT_WITH_SCOPE -> 170;
            case MAX_KEY -> 240;
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("not a value: " + type);
        };
    }

    private void content(BsonValue value) {
        switch (value.getBsonType()) {
            case INT32 -> number(BigDecimal.valueOf(value.asInt32().getValue()));
            case INT64 -> number(BigDecimal.valueOf(value.asInt64().getValue()));
            case DOUBLE -> number(value.asDouble().getValue());
            case DECIMAL128 -> number(value.asDecimal128().getValue());
            case STRING -> text(value.asString().getValue());
            case SYMBOL -> text(value.asSymbol().getSymbol());
            case DOCUMENT -> fields(value.asDocument());
            case ARRAY -> elements(value.asArray());
            case BINARY -> binary(value.asBinary());
            case OBJECT_ID -> out.writeBytes(value.asObjectId().getValue().toByteArray());
            case BOOLEAN -> out.write(value.asBoolean().getValue() ? 1 : 0);
            case DATE_TIME -> fixed64(value.asDateTime().getValue() ^ SIGN);
            case TIMESTAMP -> fixed64(value.asTimestamp().getValue());
            case REGULAR_EXPRESSION -> regex(value.asRegularExpression());
            case DB_POINTER -> pointer(value.asDBPointer());
            case JAVASCRIPT -> text(value.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE -> scoped(value.asJavaScriptWithScope());
            case MIN_KEY, UNDEFINED, NULL, MAX_KEY, END_OF_DOCUMENT -> {}
        }
    }

    private void number(double value) {
        if (Double.isNaN(value)) {
            out.write(NumberKey.NAN);
        } else if (Double.isInfinite(value)) {
            out.write(value < 0 ? NumberKey.MINUS_INFINITY : NumberKey.INFINITY);
        } else {
            number(new BigDecimal(value));
        }
    }

    private void number(Decimal128 value) {
        if (value.isNaN()) {
            out.write(NumberKey.NAN);
        } else if (value.isInfinite()) {
            out.write(value.isNegative() ? NumberKey.MINUS_INFINITY : NumberKey.INFINITY);
        } else {
            number(NumberKey.exact(value));
        }
    }

    private void number(BigDecimal value) {
        NumberKey.write(value, out);
    }

    private void text(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.write(b);
            if (b == 0) {
                out.write(0xFF);
            }
        }
        out.write(0);
        out.write(0);
    }

    private void fields(BsonDocument document) {
        for (Map.Entry<String, BsonValue> field : document.entrySet()) {
            out.write(rank(field.getValue().getBsonType()));
            text(field.getKey());
            content(field.getValue());
        }
        out.write(0);
    }

    private void elements(BsonArray array) {
        array.forEach(this::typed);
        out.write(0);
    }

    /**
     * By length, then subtype, then bytes. The bytes of the old subtype 2 begin with a length of
     * their own, which the driver strips and the server counts.
     */
    private void binary(BsonBinary binary) {
        byte[] data = binary.getData();
        boolean old = binary.getType() == 2;
        fixed32(old ? data.length + 4 : data.length);
        out.write(binary.getType());
        if (old) {
            fixed32(Integer.reverseBytes(data.length));
        }
        out.writeBytes(data);
    }

    private void regex(BsonRegularExpression regex) {
        text(regex.getPattern());
        text(regex.getOptions());
    }

    /** By length of the namespace, then its bytes, then the id. */
    private void pointer(BsonDbPointer pointer) {
        byte[] namespace = pointer.getNamespace().getBytes(StandardCharsets.UTF_8);
        fixed32(namespace.length);
        out.writeBytes(namespace);
        out.writeBytes(pointer.getId().toByteArray());
    }

    private void scoped(BsonJavaScriptWithScope code) {
        text(code.getCode());
        fields(code.getScope());
    }

    private void fixed32(int bits) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(bits >>> shift);
        }
    }

    private void fixed64(long bits) {
        fixed32((int) (bits >>> 32));
        fixed32((int) bits);
    }
}
