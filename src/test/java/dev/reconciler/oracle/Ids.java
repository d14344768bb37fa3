package dev.reconciler.oracle;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.ObjectId;

/** Ids as they stand in files (contract, end of section 1). */
public final class Ids {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private Ids() {}

    /** The JSON value of an id: a quoted string, or an object. */
    public static String json(BsonValue id) {
        if (id.isObjectId()) {
            return "\"" + id.asObjectId().getValue().toHexString() + "\"";
        }
        if (id.isString() && id.asString().getValue().matches("[0-9a-fA-F]{24}")) {
            return "{\"$string\":" + canonical(id) + "}";
        }
        return canonical(id);
    }

    private static String canonical(BsonValue id) {
        String document = new BsonDocument("v", id).toJson(CANONICAL);
        return document.substring(document.indexOf(':') + 1, document.lastIndexOf('}')).strip();
    }

    /** The id that a parsed JSON value stands for; empty for null. */
    public static Optional<BsonValue> id(BsonValue value) {
        if (value.isString() && value.asString().getValue().matches("[0-9a-fA-F]{24}")) {
            return Optional.of(new BsonObjectId(new ObjectId(value.asString().getValue())));
        }
        if (value.isDocument()
                && value.asDocument().size() == 1
                && value.asDocument().get("$string", BsonNull.VALUE) instanceof BsonString string) {
            return Optional.of(string);
        }
        return value.isNull() ? Optional.empty() : Optional.of(value);
    }
}
