package dev.reconciler.plan;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonNull;
import org.bson.BsonValue;
import tools.jackson.databind.node.ObjectNode;

/**
 * What two plans say otherwise of one deploy.
 *
 * @param first the entry of the first plan; empty where that has none, likewise {@code second}
 * @param changes what differs, where both have one
 */
public record Difference(
        Id deploy, Optional<Entry> first, Optional<Entry> second, List<Change> changes) {

    /** Two plans are never made at the same time, and count what they found. */
    private static final Set<String> OF_EACH_PLAN = Set.of("created_at", "entries", "totals");

    /**
     * A part of both, as it is in the files.
     *
     * @param first empty where it is absent, likewise {@code second}
     */
    public record Change(String what, Optional<String> first, Optional<String> second) {}

    public Difference {
        changes = List.copyOf(changes);
    }

    /** A deploy of which only one plan has an entry. */
    public static Difference only(Optional<Entry> first, Optional<Entry> second) {
        return new Difference(
                first.or(() -> second).orElseThrow().deploy(), first, second, List.of());
    }

    /**
     * What two entries of one deploy say otherwise; empty where they say the same. The time in a
     * write of {@code updated_at} stands for that of the write, and is no difference.
     */
    public static Optional<Difference> between(Entry first, Entry second, Names names) {
        List<Change> changes = changes(json(first, names), json(second, names), Set.of());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Difference(
                                first.deploy(), Optional.of(first), Optional.of(second), changes));
    }

    /** What two plans were made from and for, as far as that differs. */
    public static List<Change> between(PlanHeader first, PlanHeader second) {
        return changes(HeaderJson.write(first), HeaderJson.write(second), OF_EACH_PLAN);
    }

    private static ObjectNode json(Entry entry, Names names) {
        ObjectNode node = PlanJson.write(entry);
        node.put(
                "writes",
                entry.writes().stream()
                        .map(write -> text(write, names))
                        .collect(Collectors.joining("; ")));
        return node;
    }

    /** {@code deploy d1: state "error" → "ready", tree_id stays null}. */
    private static String text(Write write, Names names) {
        Map<String, Optional<BsonValue>> goal = write.goal();
        Set<String> fields = new TreeSet<>(goal.keySet());
        fields.addAll(write.seen().keySet());
        if (goal.containsKey(names.of(DeployField.UPDATED_AT))) {
            fields.remove(names.of(DeployField.UPDATED_AT));
        }
        String document = write.target() == Write.Target.SITE ? "site " : "deploy ";
        return document
                + write.id().text()
                + fields.stream()
                        .map(field -> text(field, write.seen(), goal))
                        .collect(Collectors.joining(", ", ": ", ""))
                + write.guard().map(guard -> ", while " + text(guard)).orElse("");
    }

    private static String text(
            String field,
            Map<String, Optional<BsonValue>> seen,
            Map<String, Optional<BsonValue>> goal) {
        String before = text(seen.getOrDefault(field, Optional.empty()));
        return goal.containsKey(field)
                ? field + ' ' + before + " → " + text(goal.getOrDefault(field, Optional.empty()))
                : field + " stays " + before;
    }

    private static String text(Write.Guard guard) {
        return switch (guard) {
            case Write.Guard.Target target ->
                    "deploy %s has state %s and tree %s"
                            .formatted(
                                    target.deploy().text(),
                                    text(target.state()),
                                    text(target.tree()));
            case Write.Guard.Publishers by ->
                    by.sites().stream()
                            .map(Id::text)
                            .collect(Collectors.joining(", ", "no site publishes it but [", "]"));
        };
    }

    private static String text(Optional<BsonValue> value) {
        return Id.of(value.orElse(BsonNull.VALUE)).json();
    }

    private static List<Change> changes(ObjectNode first, ObjectNode second, Set<String> but) {
        Set<String> names = new TreeSet<>(first.propertyNames());
        names.addAll(second.propertyNames());
        names.removeAll(but);
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Change change = new Change(name, text(first, name), text(second, name));
            if (!change.first().equals(change.second())) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Optional<String> text(ObjectNode node, String name) {
        return node.optional(name)
                .map(value -> value.isString() ? value.stringValue() : value.toString())
                .filter(text -> !text.isEmpty());
    }
}
