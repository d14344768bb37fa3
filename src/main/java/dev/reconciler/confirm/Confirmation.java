package dev.reconciler.confirm;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import dev.reconciler.source.DocumentLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Reads the documents of entries again and compares them with what the plan says (contract, section
 * 6). It trusts no record: an entry is confirmed where the platform is as planned, whoever made it
 * so.
 */
public record Confirmation(Names names, DocumentLookup live) {

    /**
     * What was found of each entry's documents that is not as planned, in words; nothing where all
     * is, or nothing was to be written. A site that was pointed at a deploy is as planned only
     * while that deploy is as the plan leaves it: it may have changed just between our last look
     * and the write.
     */
    public List<Set<String>> differences(List<Entry> entries) {
        Questions questions = new Questions(new ArrayList<>(), new HashMap<>());
        for (Entry entry : entries) {
            Set<String> found = new TreeSet<>();
            questions.found.add(found);
            for (Write write : entry.writes()) {
                questions.ask(
                        found,
                        place(write.target(), write.id()),
                        document -> changed(write, document));
                pointedAt(write)
                        .ifPresent(to ->
                                questions.ask(
                                        found,
                                        place(Write.Target.DEPLOY, to.deploy()),
                                        document -> changed(to, document)));
            }
        }
        questions.ofDocument.forEach((collection, some) ->
                live.each(
                        collection,
                        some.keySet(),
                        document ->
                                Id.ofDocument(document)
                                        .map(id -> some.getOrDefault(id, List.of()))
                                        .ifPresent(those ->
                                                those.forEach(
                                                        question -> question.answer(document)))));
        return questions.found;
    }

    private DocumentPlace place(Write.Target target, Id id) {
        return new DocumentPlace(target.collection(names), id);
    }

    /**
     * What is asked about a document for an entry.
     *
     * @param found what is not as planned of the entry
     * @param changed the fields that are not as planned
     */
    private record Question(
            Set<String> found,
            DocumentPlace place,
            Function<RawBsonDocument, List<String>> changed) {

        void answer(RawBsonDocument document) {
            found.remove(place.gone());
            for (String field : changed.apply(document)) {
                found.add(place.has(field, FieldValue.of(document, field)));
            }
        }
    }

    /**
     * What has to hold, to be answered document by document, so that they are never in memory
     * together. Until it comes, a document is gone.
     *
     * @param ofDocument by collection and id
     */
    private record Questions(
            List<Set<String>> found, Map<String, Map<Id, List<Question>>> ofDocument) {

        void ask(
                Set<String> ofEntry,
                DocumentPlace place,
                Function<RawBsonDocument, List<String>> changed) {
            ofEntry.add(place.gone());
            ofDocument
                    .computeIfAbsent(place.collection(), some -> new HashMap<>())
                    .computeIfAbsent(place.id(), some -> new ArrayList<>())
                    .add(new Question(ofEntry, place, changed));
        }
    }

    private static Optional<Write.Guard.Target> pointedAt(Write write) {
        return write.guard()
                .filter(Write.Guard.Target.class::isInstance)
                .map(Write.Guard.Target.class::cast);
    }

    private List<String> changed(Write write, RawBsonDocument document) {
        return write.goal().entrySet().stream()
                .filter(goal -> !isReached(goal, document, write.target().updatedAt(names)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> changed(Write.Guard.Target to, RawBsonDocument deploy) {
        Map<DeployField, Optional<BsonValue>> left =
                Map.of(DeployField.STATE, to.state(), DeployField.TREE_ID, to.tree());
        return left.entrySet().stream()
                .filter(field ->
                        !FieldValue.same(
                                field.getValue(), FieldValue.of(deploy, names.of(field.getKey()))))
                .map(field -> names.of(field.getKey()))
                .toList();
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
