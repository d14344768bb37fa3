package dev.reconciler.model;

import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.DecoderContext;

/** Reading small documents whole. Null is absent, everywhere. */
final class Documents {
    private static final BsonValueCodec VALUES = new BsonValueCodec();
    private static final DecoderContext CONTEXT = DecoderContext.builder().build();

    private Documents() {}

    /** Of a name that stands twice the first counts, as for the server. */
    static BsonDocument whole(RawBsonDocument raw) {
        try (BsonBinaryReader reader = new BsonBinaryReader(raw.getByteBuffer().asNIO())) {
            BsonDocument document = new BsonDocument();
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                String name = reader.readName();
                document.putIfAbsent(name, VALUES.decode(reader, CONTEXT));
            }
            return document;
        } catch (BSONException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Undecodable("the document is no whole BSON: " + e.getMessage(), e);
        }
    }

    static Id id(BsonDocument document) {
        return Id.ofDocument(document)
                .orElseThrow(() -> new Undecodable("the document has no _id"));
    }

    static Optional<BsonValue> present(BsonDocument document, String field) {
        return Optional.ofNullable(document.get(field)).filter(value -> !value.isNull());
    }

    static Optional<String> text(BsonDocument document, String field) {
        return present(document, field)
                .filter(BsonValue::isString)
                .map(value -> value.asString().getValue());
    }
}
