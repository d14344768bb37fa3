package dev.reconciler.model;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * Values of fields as a write compares them: the same is what has the same type and the same bytes.
 * That is narrower than the order over ids, in which 5 and 5.0 are one, and than {@code equals},
 * which forgets the order of a document's fields.
 */
public final class FieldValue {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private FieldValue() {}

    /** The value of a field; null is absent (contract, section 1). */
    public static Optional<BsonValue> of(BsonDocument document, String field) {
        return Optional.ofNullable(document.get(field)).filter(value -> !value.isNull());
    }

    /** Whether both are absent, or the same value. */
    public static boolean same(Optional<BsonValue> one, Optional<BsonValue> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().getBsonType() == other.get().getBsonType()
                && bytes(one.get()).equals(bytes(other.get()));
    }

    /** How many bytes it has in a document, its name included. */
    public static int size(BsonValue value) {
        return bytes(value).remaining();
    }

    private static ByteBuffer bytes(BsonValue value) {
        try (var buffer = new BasicOutputBuffer();
                var writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, new BsonDocument("v", value), EncoderContext.builder().build());
            return ByteBuffer.wrap(buffer.toByteArray());
        }
    }
}
