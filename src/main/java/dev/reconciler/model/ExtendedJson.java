package dev.reconciler.model;

import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/**
 * Canonical extended JSON (version 2) of one value, without spaces. The driver writes and reads
 * documents only, so a value goes in as the one field of a document.
 */
final class ExtendedJson {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final String OPEN = "{\"v\":";

    private ExtendedJson() {}

    static String write(BsonValue value) {
        String wrapped = withoutSpaces(new BsonDocument("v", value).toJson(CANONICAL));
        return wrapped.substring(OPEN.length(), wrapped.length() - 1);
    }

    /**
     * Empty where the text is not one value, and nothing after it: the driver's parser stops at the
     * end of a document and ignores the rest, so a second field proves that the value ended where
     * it should.
     */
    static Optional<BsonValue> read(String json) {
        try {
            var wrapper = BsonDocument.parse(OPEN + json + ",\"end\":1}");
            boolean whole = wrapper.size() == 2 && wrapper.containsKey("end");
            return Optional.ofNullable(wrapper.get("v")).filter(value -> whole);
        } catch (JsonParseException | BSONException | IllegalArgumentException notAValue) {
            return Optional.empty();
        }
    }

    private static String withoutSpaces(String json) {
        var out = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || c != ' ') {
                out.append(c);
            }
            if (c == '\\') {
                out.append(json.charAt(++i));
            }
        }
        return out.toString();
    }
}
