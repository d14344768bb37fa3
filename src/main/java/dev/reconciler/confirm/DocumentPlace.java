package dev.reconciler.confirm;

import dev.reconciler.model.Id;
import java.util.Optional;
import org.bson.BsonValue;

/**
 * Where a document is, and in words what was found there. Ids are told as JSON: no two of them read
 * the same.
 */
record DocumentPlace(String collection, Id id) {
    /** Of a value so many characters are told: whoever wants all of it looks there. */
    private static final int LONGEST = 80;

    String gone() {
        return collection + " " + id.json() + " is gone";
    }

    /**
     * @param value that the field has; empty is absent
     */
    String has(String field, Optional<BsonValue> value) {
        return collection
                + " "
                + id.json()
                + ": "
                + field
                + value.map(some -> " is " + bounded(Id.of(some).json())).orElse(" is absent");
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
