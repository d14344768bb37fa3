package dev.reconciler.plan;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Expected;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** What the program plans of an incident, held against what the oracle expects. */
public final class AgainstOracle {
    private final Expected expected;
    private final InMemoryPlanner.Planned planned;
    private final boolean hasUnread;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * @param careful the program leaves to a person what the oracle still decides, because the
     *     oracle tries every way in which the unread answers may have been, and the program's rules
     *     take each of them for itself; or it calls a site down of which the oracle cannot tell
     */
    public record Difference(boolean careful, String text) {}

    private AgainstOracle(Incident incident) {
        this.expected = Oracle.plan(incident);
        this.planned = InMemoryPlanner.plan(incident);
        this.hasUnread = hasUnread(incident);
    }

    /**
     * Whether answers are missing: only then may the two differ, and only in a {@code careful} way.
     */
    static boolean hasUnread(Incident incident) {
        return !incident.unreadable().isEmpty()
                || !incident.snapshotWhole()
                || !incident.logWhole();
    }

    /**
     * Empty where the two agree in entries, their fields, writes and order, sites down and totals.
     */
    public static List<Difference> differences(Incident incident) {
        return new AgainstOracle(incident).compare();
    }

    /** Those differences that are a fault of one of the two. */
    public static List<String> faults(Incident incident) {
        return differences(incident).stream()
                .filter(difference -> !difference.careful())
                .map(Difference::text)
                .toList();
    }

    private List<Difference> compare() {
        compareEntries();
        compareSitesDown();
        if (differences.isEmpty()) {
            same(
                    "order",
                    ids(expected.entries()),
                    planned.entries().stream().map(Entry::deploy).toList());
        }
        same("deleted", expected.totals().deleted(), planned.deleted());
        same("unvouched", expected.totals().unvouched(), planned.unvouched());
        return differences;
    }

    private void same(String what, Object oracle, Object ours) {
        if (!oracle.equals(ours)) {
            differences.add(
                    new Difference(false, what + "\n  oracle " + oracle + "\n  ours   " + ours));
        }
    }

    private static List<Id> ids(List<Expected.Entry> entries) {
        return entries.stream().map(entry -> Id.of(entry.deploy())).toList();
    }

    private void compareEntries() {
        Map<Id, String> oracle = new TreeMap<>();
        expected.entries().forEach(entry -> oracle.put(Id.of(entry.deploy()), describe(entry)));
        Map<Id, String> ours = new TreeMap<>();
        planned.entries().forEach(entry -> ours.put(entry.deploy(), describe(entry)));
        Map<Id, Boolean> careful =
                planned.entries().stream()
                        .collect(Collectors.toMap(Entry::deploy, Entry::incomplete));
        TreeSet<Id> all = new TreeSet<>(oracle.keySet());
        all.addAll(ours.keySet());
        for (Id deploy : all) {
            String theirs = oracle.getOrDefault(deploy, "nothing");
            String own = ours.getOrDefault(deploy, "nothing");
            if (!theirs.equals(own)) {
                differences.add(
                        new Difference(
                                hasUnread && careful.getOrDefault(deploy, false),
                                deploy + "\n  oracle " + theirs + "\n  ours   " + own));
            }
        }
    }

    private void compareSitesDown() {
        Collection<Id> oracle = expected.sitesDown().stream().map(Id::of).toList();
        if (!planned.down().equals(new TreeSet<>(oracle))) {
            differences.add(
                    new Difference(
                            hasUnread && planned.down().containsAll(oracle),
                            "sites down\n  oracle " + oracle + "\n  ours   " + planned.down()));
        }
    }

    private static final String SHAPE =
            "%s site=%s account=%s tier=%s damage=%s source=%s tree=%s target=%s commit=%s files=%s more=%d"
                    + " sidelined=%s published=%s incomplete=%s writes=%s";

    private static String describe(Expected.Entry entry) {
        return SHAPE.formatted(
                entry.remedy(),
                text(entry.site()),
                text(entry.account()),
                entry.tier(),
                entry.damage(),
                entry.source(),
                entry.tree(),
                text(entry.target()),
                entry.commit(),
                entry.files().stream().map(f -> f.path() + ":" + f.problem()).toList(),
                entry.more(),
                entry.sidelined(),
                entry.published(),
                entry.incomplete(),
                entry.writes().stream().map(AgainstOracle::describe).toList());
    }

    private static String describe(Expected.Write write) {
        return "%s %s %s%s"
                .formatted(
                        write.collection(),
                        Id.of(write.id()).text(),
                        fields(write.set()),
                        write.unset());
    }

    private static String describe(Entry entry) {
        Optional<PlannedRemedy.Pointer> pointer =
                entry.remedy() instanceof PlannedRemedy.Restore restore
                        ? restore.pointer()
                        : Optional.empty();
        Optional<Id> target =
                entry.remedy() instanceof PlannedRemedy.Revert revert
                        ? Optional.of(revert.target())
                        : Optional.empty();
        return SHAPE.formatted(
                entry.remedy().text(),
                entry.site().map(Id::text),
                entry.account().map(Id::text),
                entry.tier(),
                entry.damage().stream().map(Damage::text).sorted().toList(),
                pointer.map(p -> p.source().text()),
                pointer.map(p -> p.tree().hex()),
                target.map(Id::text),
                commit(entry.remedy()),
                entry.files().stream().map(f -> f.path() + ":" + f.kind().text()).toList(),
                entry.more(),
                entry.sidelined(),
                entry.published(),
                entry.incomplete(),
                entry.writes().stream().map(AgainstOracle::describe).toList());
    }

    private static Optional<String> commit(PlannedRemedy remedy) {
        return switch (remedy) {
            case PlannedRemedy.Revert revert -> revert.commit();
            case PlannedRemedy.Rebuild rebuild -> Optional.of(rebuild.commit());
            case PlannedRemedy.Restore r -> Optional.empty();
            case PlannedRemedy.Publish p -> Optional.empty();
            case PlannedRemedy.Superseded s -> Optional.empty();
            case PlannedRemedy.Escalate e -> Optional.empty();
            case PlannedRemedy.Undo u -> Optional.empty();
        };
    }

    private static String describe(Write write) {
        return "%s %s %s%s"
                .formatted(
                        write.target() == Write.Target.SITE ? "sites" : "deploys",
                        write.id().text(),
                        fields(write.set()),
                        write.unset());
    }

    private static Optional<String> text(Optional<BsonValue> id) {
        return id.map(value -> Id.of(value).text());
    }

    /**
     * Without {@code updated_at}, which every write sets; any message of ours is as good as
     * another.
     */
    private static String fields(Map<String, BsonValue> set) {
        return set.entrySet().stream()
                .filter(field -> !field.getKey().equals("updated_at"))
                .map(field ->
                        field.getKey() + "=" + (isOurMark(field) ? "our mark" : field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static boolean isOurMark(Map.Entry<String, BsonValue> field) {
        return field.getKey().equals("error_message")
                && field.getValue().isString()
                && field.getValue().asString().getValue().startsWith(DeployState.SIDELINED);
    }
}
