package dev.reconciler.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** RESTORE (contract, section 5): whether it fits a deploy, and what it writes. */
record Restoration(Optional<String> source, Optional<String> tree) {

    /** Empty where the deploy cannot be restored. */
    static Optional<Restoration> of(Subject subject, Store store) {
        Map<String, String> candidates = candidates(subject);
        Optional<String> best =
                candidates.keySet().stream()
                        .filter(source -> store.tree(candidates.get(source)).intact())
                        .findFirst()
                        .or(() ->
                                candidates.keySet().stream()
                                        .filter(source ->
                                                store.tree(candidates.get(source)).readable())
                                        .findFirst());
        boolean without = candidates.isEmpty() && !subject.pointerRequired;
        if (!subject.hasAllRequiredIdentity() || (best.isEmpty() && !without)) {
            return Optional.empty();
        }
        return Optional.of(new Restoration(best, best.map(candidates::get)));
    }

    /** The candidates for D's pointer, by source, in the order in which they are preferred. */
    static Map<String, String> candidates(Subject subject) {
        Map<String, String> candidates = new LinkedHashMap<>();
        subject.ownPointer().ifPresent(tree -> candidates.put("live", tree));
        subject.snapshotPointer.ifPresent(tree -> candidates.put("snapshot", tree));
        subject.logPointer.ifPresent(tree -> candidates.put("pointer-log", tree));
        return candidates;
    }

    /** The document of the deploy as the plan leaves it. */
    BsonDocument applyTo(Subject subject) {
        BsonDocument after = subject.live.clone();
        identity(subject, after);
        unsetInvalidIdentity(subject, after);
        invalidLifecycle(subject, after);
        if (subject.state != Subject.Finding.FINE) {
            put(after, "state", state(subject).map(BsonString::new));
            for (String field : Fields.LIFECYCLE) {
                if (Fields.get(subject.seen, field).isEmpty()) {
                    put(after, field, subject.snapshotLifecycle(field));
                }
            }
        }
        put(after, "tree_id", tree.map(BsonString::new));
        return after;
    }

    /**
     * The snapshot's, but {@code ready} where a deploy with a pointer would be from before it got
     * one.
     */
    private Optional<String> state(Subject subject) {
        Optional<String> was = subject.snapshotState();
        boolean tooEarly = was.map(Fields.BEFORE_PREPARED::contains).orElse(true);
        return tooEarly && tree.isPresent() ? Optional.of("ready") : was;
    }

    /** Identity as far as it can be had. */
    static void identity(Subject subject, BsonDocument after) {
        for (String field : Fields.IDENTITY) {
            if (subject.finding(field) != Subject.Finding.FINE) {
                subject.planned(field).ifPresent(value -> after.put(field, value));
            }
        }
    }

    private static void unsetInvalidIdentity(Subject subject, BsonDocument after) {
        for (String field : Fields.IDENTITY) {
            if (subject.finding(field) == Subject.Finding.INVALID
                    && subject.planned(field).isEmpty()) {
                after.remove(field);
            }
        }
    }

    static void invalidLifecycle(Subject subject, BsonDocument after) {
        for (String field : Fields.LIFECYCLE) {
            if (subject.finding(field) == Subject.Finding.INVALID) {
                put(after, field, subject.snapshotLifecycle(field));
            }
        }
    }

    /** The deploy as it is once it has been sidelined. */
    static BsonDocument sideline(Subject subject) {
        BsonDocument after = subject.live.clone();
        identity(subject, after);
        invalidLifecycle(subject, after);
        if (subject.pointer != Subject.Finding.FINE) {
            after.remove("tree_id");
        }
        after.put("state", new BsonString("error"));
        if (!subject.marked) {
            after.put("error_message", new BsonString(Expected.MARK));
        }
        return after;
    }

    static void put(BsonDocument document, String field, Optional<? extends BsonValue> value) {
        if (value.isPresent()) {
            document.put(field, value.get());
        } else {
            document.remove(field);
        }
    }

    /** The kinds of problems among files. */
    static List<String> fileDamage(List<Expected.DamagedFile> files) {
        List<String> kinds = new ArrayList<>();
        for (String problem : List.of("corrupt", "missing")) {
            if (files.stream().anyMatch(file -> file.problem().equals(problem))) {
                kinds.add("file-" + problem);
            }
        }
        return kinds;
    }
}
