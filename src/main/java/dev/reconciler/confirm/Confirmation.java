package dev.reconciler.confirm;

import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import dev.reconciler.source.DocumentLookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Reads the documents of entries again and compares them with what the plan says (contract, section
 * 6). It trusts no record: an entry is confirmed where the platform is as planned, whoever made it
 * so.
 */
public record Confirmation(Names names, DocumentLookup live) {

    /** Whether each entry's documents are as planned; one without writes is. */
    public List<Boolean> of(List<Entry> entries) {
        Map<Write.Target, Map<Id, RawBsonDocument>> documents = read(entries);
        return entries.stream()
                .map(entry ->
                        entry.writes().stream().allMatch(write -> isAsPlanned(write, documents)))
                .toList();
    }

    private Map<Write.Target, Map<Id, RawBsonDocument>> read(List<Entry> entries) {
        Map<Write.Target, Set<Id>> ids = new HashMap<>();
        entries.forEach(entry ->
                entry.writes()
                        .forEach(write ->
                                ids.computeIfAbsent(write.target(), target -> new HashSet<>())
                                        .add(write.id())));
        Map<Write.Target, Map<Id, RawBsonDocument>> documents = new HashMap<>();
        ids.forEach((target, some) -> documents.put(target, read(target, some)));
        return documents;
    }

    private Map<Id, RawBsonDocument> read(Write.Target target, Collection<Id> ids) {
        Map<Id, RawBsonDocument> documents = new HashMap<>();
        for (RawBsonDocument document : live.get(target.collection(names), ids)) {
            Id.ofDocument(document).ifPresent(id -> documents.put(id, document));
        }
        return documents;
    }

    private boolean isAsPlanned(
            Write write, Map<Write.Target, Map<Id, RawBsonDocument>> documents) {
        RawBsonDocument document = documents.getOrDefault(write.target(), Map.of()).get(write.id());
        return document != null
                && write.goal().entrySet().stream()
                        .allMatch(
                                goal -> isReached(goal, document, write.target().updatedAt(names)));
    }

    /** Of an {@code updated_at} that was no date, all that matters is that it is one. */
    private static boolean isReached(
            Map.Entry<String, Optional<BsonValue>> goal,
            RawBsonDocument document,
            String updatedAt) {
        Optional<BsonValue> value = FieldValue.of(document, goal.getKey());
        return goal.getKey().equals(updatedAt)
                ? value.filter(BsonValue::isDateTime).isPresent()
                : FieldValue.same(goal.getValue(), value);
    }
}
