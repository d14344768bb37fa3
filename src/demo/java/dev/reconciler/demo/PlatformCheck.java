package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Holds the platform, after a plan was applied, against the right answer, and every byte that
 * nobody should have touched against what it was.
 */
public final class PlatformCheck {
    private static final String PUBLISHED = "published_deploy_id";
    private static final String UPDATED = "updated_at";

    private final Truth truth;
    private final List<String> differences = new ArrayList<>();

    private PlatformCheck(Truth truth) {
        this.truth = truth;
    }

    /**
     * What is not as it should be; empty where all is right.
     *
     * @param before every document by collection, before anything was applied: see {@link
     *     PlatformDatabase#picture}
     * @param after the same, now
     */
    public static List<String> applied(
            Truth truth,
            Map<String, List<RawBsonDocument>> before,
            Map<String, List<RawBsonDocument>> after) {
        PlatformCheck check = new PlatformCheck(truth);
        before.forEach((collection, documents) ->
                check.collection(
                        collection,
                        byId(documents),
                        byId(after.getOrDefault(collection, List.of()))));
        return check.differences;
    }

    /** What has changed between two pictures; empty where nothing has. */
    public static List<String> untouched(
            Map<String, List<RawBsonDocument>> before, Map<String, List<RawBsonDocument>> after) {
        return applied(TruthBuilder.nothing(), before, after);
    }

    private static SortedMap<Id, RawBsonDocument> byId(List<RawBsonDocument> documents) {
        SortedMap<Id, RawBsonDocument> byId = new TreeMap<>();
        documents.forEach(document -> byId.put(Id.ofDocument(document).orElseThrow(), document));
        return byId;
    }

    private void collection(
            String name,
            SortedMap<Id, RawBsonDocument> before,
            SortedMap<Id, RawBsonDocument> after) {
        if (!before.keySet().equals(after.keySet())) {
            differences.add(name + ": documents were added or taken away");
            return;
        }
        before.forEach((id, was) ->
                document(name, id, was, Optional.ofNullable(after.get(id)).orElseThrow()));
    }

    private void document(String collection, Id id, RawBsonDocument was, RawBsonDocument is) {
        Optional<BsonDocument> right = right(collection, id, was);
        String what = collection + " " + id.text();
        if (right.isEmpty()) {
            if (!was.getByteBuffer().asNIO().equals(is.getByteBuffer().asNIO())) {
                differences.add(what + " was touched: was " + was + ", is " + is);
            }
        } else {
            written(what, right.get(), was, is);
        }
    }

    /** The fields that must be so; empty where the document must not be touched. */
    private Optional<BsonDocument> right(String collection, Id id, BsonDocument was) {
        return switch (collection) {
            case "deploys" -> Optional.ofNullable(truth.deploysAfter().get(id));
            case "sites" ->
                    Optional.ofNullable(truth.sitesAfter().get(id))
                            .filter(published ->
                                    !same(published, was.get(PUBLISHED, BsonNull.VALUE)))
                            .map(published -> new BsonDocument(PUBLISHED, published));
            default -> Optional.empty();
        };
    }

    private void written(String what, BsonDocument right, BsonDocument was, BsonDocument is) {
        Set<String> fields = new TreeSet<>(was.keySet());
        fields.addAll(is.keySet());
        fields.addAll(right.keySet());
        for (String field : fields) {
            BsonValue value = is.get(field, BsonNull.VALUE);
            BsonValue old = was.get(field, BsonNull.VALUE);
            if (field.equals(UPDATED)) {
                expect(
                        what + ": updated_at must change, is",
                        value,
                        value.isDateTime() && !value.equals(old));
            } else if (right.containsKey(field)) {
                expect(
                        what + ": " + field + " must be " + right.get(field) + ", is",
                        value,
                        same(right.get(field), value));
            } else {
                expect(
                        what + ": " + field + " must stay " + old + ", is",
                        value,
                        value.equals(old) && is.containsKey(field) == was.containsKey(field));
            }
        }
    }

    private void expect(String what, BsonValue is, boolean right) {
        if (!right) {
            differences.add(what + " " + is);
        }
    }

    /** Whether a value is the right one, which may be written as a text (contract, section 1). */
    private static boolean same(BsonValue right, BsonValue is) {
        if (right.equals(is)) {
            return true;
        }
        if (!right.isString()) {
            return false;
        }
        String text = right.asString().getValue();
        return switch (is.getBsonType()) {
            case DATE_TIME ->
                    text.equals(Instant.ofEpochMilli(is.asDateTime().getValue()).toString());
            case STRING ->
                    text.startsWith(Known.MARK) && is.asString().getValue().startsWith(Known.MARK);
            default -> text.equals(Id.of(is).text());
        };
    }
}
