package dev.reconciler.model;

import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Reading small documents whole. Null is absent, everywhere. */
final class Documents {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private Documents() {}

    static BsonDocument whole(RawBsonDocument raw) {
        try {
            return raw.decode(CODEC);
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
