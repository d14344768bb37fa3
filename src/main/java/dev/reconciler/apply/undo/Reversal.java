package dev.reconciler.apply.undo;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDateTime;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Turns an entry round, field by field. What it saw is what the write left: where the platform has
 * changed that since, the undo meets a conflict like any other write.
 *
 * @param plan the id of the plan that is taken back
 */
public record Reversal(Names names, String plan) {
    private static final int BRIEF = 8;

    /**
     * The entry that takes back what an entry wrote, its writes in the reverse order and without
     * guards yet; empty where nothing of it took effect. {@code published} is still that of the
     * entry.
     *
     * @param effects of the entry's writes that took effect, in their order
     */
    public Optional<Entry> of(Entry entry, List<Effect> effects) {
        List<Write> writes =
                effects.reversed().stream().map(this::back).flatMap(Optional::stream).toList();
        return writes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Entry(
                                entry.deploy(),
                                entry.site(),
                                entry.account(),
                                entry.tier(),
                                Set.of(),
                                new PlannedRemedy.Undo(entry.remedy()),
                                List.of(),
                                0,
                                writes.stream().anyMatch(this::sidelines),
                                reason(entry),
                                entry.published(),
                                false,
                                writes));
    }

    private String reason(Entry entry) {
        return "takes back what "
                + entry.remedy().text()
                + " of plan "
                + plan.substring(0, Math.min(BRIEF, plan.length()))
                + " wrote";
    }

    private boolean sidelines(Write write) {
        return write.set().get(names.of(DeployField.ERROR_MESSAGE)) instanceof BsonString message
                && message.getValue().startsWith(DeployState.SIDELINED);
    }

    /**
     * {@code updated_at} is the time of whoever writes, and never put back; empty where the write
     * was about nothing else.
     */
    private Optional<Write> back(Effect effect) {
        Write done = effect.write();
        SortedMap<String, BsonValue> set = new TreeMap<>();
        SortedSet<String> unset = new TreeSet<>();
        SortedMap<String, Optional<BsonValue>> seen = new TreeMap<>();
        done.goal()
                .forEach((field, left) -> {
                    if (!field.equals(done.target().updatedAt(names))) {
                        before(effect.backup().document(), field)
                                .ifPresentOrElse(
                                        value -> set.put(field, value), () -> unset.add(field));
                        seen.put(field, left);
                    }
                });
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        compareWith(seen, done, effect.backup().updatedAt());
        return Optional.of(new Write(done.target(), done.id(), set, unset, seen, Optional.empty()));
    }

    /** As it stood there, be it null: who gets a document back gets all of it. */
    private static Optional<BsonValue> before(RawBsonDocument document, String field) {
        return Optional.ofNullable(document.get(field));
    }

    /** What contract section 6 has compared besides, as the write left it. */
    private void compareWith(
            SortedMap<String, Optional<BsonValue>> seen, Write done, Instant updatedAt) {
        switch (done.target()) {
            case DEPLOY -> {
                String tree = names.of(DeployField.TREE_ID);
                seen.putIfAbsent(tree, done.seen().getOrDefault(tree, Optional.empty()));
            }
            case SITE -> {
                String locked = names.of(SiteField.LOCKED);
                seen.putIfAbsent(locked, done.seen().getOrDefault(locked, Optional.empty()));
                seen.put(
                        names.of(SiteField.UPDATED_AT),
                        Optional.of(new BsonDateTime(updatedAt.toEpochMilli())));
            }
        }
    }
}
