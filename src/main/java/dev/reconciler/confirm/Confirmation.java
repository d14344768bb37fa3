package dev.reconciler.confirm;

import dev.reconciler.model.DeployField;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of entries again and compares them with what the plan says (contract, section
 * 6). It trusts no record: an entry is confirmed where the platform is as planned, whoever made it
 * so.
 */
public record Confirmation(Names names, DocumentLookup live) {

    /**
     * Whether each entry's documents are as planned; one without writes is. A site that was pointed
     * at a deploy is so only while that deploy is as the plan leaves it: it may have changed just
     * between our last look and the write.
     */
    public List<Boolean> of(List<Entry> entries) {
        Map<Write.Target, Map<Id, RawBsonDocument>> documents = read(entries);
        return entries.stream()
                .map(entry ->
                        entry.writes().stream().allMatch(write -> isAsPlanned(write, documents)))
                .toList();
    }

    private Map<Write.Target, Map<Id, RawBsonDocument>> read(List<Entry> entries) {
        Map<Write.Target, Set<Id>> ids = new HashMap<>();
        for (Entry entry : entries) {
            for (Write write : entry.writes()) {
                add(ids, write.target(), write.id());
                pointedAt(write).ifPresent(to -> add(ids, Write.Target.DEPLOY, to.deploy()));
            }
        }
        Map<Write.Target, Map<Id, RawBsonDocument>> documents = new HashMap<>();
        ids.forEach((target, some) -> documents.put(target, read(target, some)));
        return documents;
    }

    private static void add(Map<Write.Target, Set<Id>> ids, Write.Target target, Id id) {
        ids.computeIfAbsent(target, some -> new HashSet<>()).add(id);
    }

    private static Optional<Write.Guard.Target> pointedAt(Write write) {
        return write.guard()
                .filter(Write.Guard.Target.class::isInstance)
                .map(Write.Guard.Target.class::cast);
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
                                goal -> isReached(goal, document, write.target().updatedAt(names)))
                && pointedAt(write).stream()
                        .allMatch(to ->
                                isAsLeft(
                                        to,
                                        documents
                                                .getOrDefault(Write.Target.DEPLOY, Map.of())
                                                .get(to.deploy())));
    }

    private boolean isAsLeft(Write.Guard.Target to, @Nullable RawBsonDocument deploy) {
        return deploy != null
                && FieldValue.same(to.state(), FieldValue.of(deploy, names.of(DeployField.STATE)))
                && FieldValue.same(to.tree(), FieldValue.of(deploy, names.of(DeployField.TREE_ID)));
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
