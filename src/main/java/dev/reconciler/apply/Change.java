package dev.reconciler.apply;

import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * One compare-and-set. A value matches only as itself: never a number of another type, and never as
 * an element of an array.
 *
 * @param expected fields and what they have to be; empty: absent, or null
 * @param set fields and what they become
 * @param unset fields that are removed
 */
public record Change(
        String collection,
        Id id,
        SortedMap<String, Optional<BsonValue>> expected,
        SortedMap<String, BsonValue> set,
        SortedSet<String> unset) {
    public Change {
        expected = Collections.unmodifiableSortedMap(new TreeMap<>(expected));
        set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        unset = Collections.unmodifiableSortedSet(new TreeSet<>(unset));
    }

    /**
     * The first expected field that is something else in the document; empty where all are as
     * expected.
     */
    public Optional<String> firstDifference(BsonDocument document) {
        return expected.entrySet().stream()
                .filter(field ->
                        !FieldValue.same(field.getValue(), FieldValue.of(document, field.getKey())))
                .map(field -> field.getKey())
                .findFirst();
    }
}
