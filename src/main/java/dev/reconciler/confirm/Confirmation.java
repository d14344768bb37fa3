package dev.reconciler.confirm;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import dev.reconciler.source.DocumentLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

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
        Questions questions = new Questions(new int[entries.size()], new HashMap<>());
        for (int entry = 0; entry < entries.size(); entry++) {
            for (Write write : entries.get(entry).writes()) {
                questions.ask(
                        entry,
                        write.target(),
                        write.id(),
                        document -> isAsPlanned(write, document));
                int number = entry;
                pointedAt(write)
                        .ifPresent(to ->
                                questions.ask(
                                        number,
                                        Write.Target.DEPLOY,
                                        to.deploy(),
                                        document -> isAsLeft(to, document)));
            }
        }
        questions.ofDocument.forEach((target, some) ->
                live.each(
                        target.collection(names),
                        some.keySet(),
                        document ->
                                Id.ofDocument(document)
                                        .ifPresent(id ->
                                                questions.answer(
                                                        some.getOrDefault(id, List.of()),
                                                        document))));
        return Arrays.stream(questions.open).mapToObj(open -> open == 0).toList();
    }

    /** What is asked about a document for an entry. */
    private record Question(int entry, Predicate<RawBsonDocument> isAsPlanned) {}

    /**
     * What has to hold, to be answered document by document, so that they are never in memory
     * together.
     *
     * @param open how many of an entry's questions are not answered with yes
     */
    private record Questions(int[] open, Map<Write.Target, Map<Id, List<Question>>> ofDocument) {

        void ask(int entry, Write.Target target, Id id, Predicate<RawBsonDocument> isAsPlanned) {
            open[entry]++;
            ofDocument
                    .computeIfAbsent(target, some -> new HashMap<>())
                    .computeIfAbsent(id, some -> new ArrayList<>())
                    .add(new Question(entry, isAsPlanned));
        }

        void answer(List<Question> questions, RawBsonDocument document) {
            for (Question question : questions) {
                open[question.entry()] -= question.isAsPlanned().test(document) ? 1 : 0;
            }
        }
    }

    private static Optional<Write.Guard.Target> pointedAt(Write write) {
        return write.guard()
                .filter(Write.Guard.Target.class::isInstance)
                .map(Write.Guard.Target.class::cast);
    }

    private boolean isAsPlanned(Write write, RawBsonDocument document) {
        return write.goal().entrySet().stream()
                .allMatch(goal -> isReached(goal, document, write.target().updatedAt(names)));
    }

    private boolean isAsLeft(Write.Guard.Target to, RawBsonDocument deploy) {
        return FieldValue.same(to.state(), FieldValue.of(deploy, names.of(DeployField.STATE)))
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
