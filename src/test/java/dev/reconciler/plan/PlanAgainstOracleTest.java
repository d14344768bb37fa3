package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Expected;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import dev.reconciler.oracle.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonValue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The rules against an oracle that was written from the contract alone. */
class PlanAgainstOracleTest {

    @Test
    void a_real_incident_is_planned_as_the_oracle_plans_it() throws Exception {
        Optional<Path> folder = Scenario.find();
        Assumptions.assumeTrue(
                folder.isPresent(), "the scenario folder is not here: see RECONCILER_SCENARIO");
        assertThat(differences(Scenario.load(folder.get()).incident())).isEmpty();
    }

    /** A line per entry that the two see differently; empty where they agree. */
    static List<String> differences(Incident incident) {
        Expected expected = Oracle.plan(incident);
        InMemoryPlanner.Planned planned = InMemoryPlanner.plan(incident);
        Map<String, String> theirs = new TreeMap<>();
        expected.entries()
                .forEach(entry -> theirs.put(Id.of(entry.deploy()).text(), describe(entry)));
        Map<String, String> ours = new TreeMap<>();
        planned.entries().forEach(entry -> ours.put(entry.deploy().text(), describe(entry)));
        List<String> differences = new ArrayList<>();
        theirs.forEach((id, text) -> {
            if (!text.equals(ours.get(id))) {
                differences.add(id + "\n  oracle " + text + "\n  ours   " + ours.get(id));
            }
        });
        ours.forEach((id, text) -> {
            if (!theirs.containsKey(id)) {
                differences.add(id + "\n  oracle nothing\n  ours   " + text);
            }
        });
        String down =
                expected.sitesDown().stream()
                        .map(id -> Id.of(id).text())
                        .sorted()
                        .toList()
                        .toString();
        String ourDown = planned.down().stream().map(Id::text).sorted().toList().toString();
        if (!down.equals(ourDown)) {
            differences.add("sites down: oracle " + down + ", ours " + ourDown);
        }
        if (differences.isEmpty()) {
            String order =
                    expected.entries().stream()
                            .map(e -> Id.of(e.deploy()).text())
                            .toList()
                            .toString();
            String ourOrder =
                    planned.entries().stream().map(e -> e.deploy().text()).toList().toString();
            if (!order.equals(ourOrder)) {
                differences.add("order: oracle " + order + "\n         ours " + ourOrder);
            }
        }
        return differences;
    }

    private static String describe(Expected.Entry entry) {
        return "%s %s site=%s account=%s tier=%s damage=%s source=%s tree=%s target=%s commit=%s files=%s more=%d sidelined=%s published=%s incomplete=%s writes=%s"
                .formatted(
                        entry.remedy(),
                        "",
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
                        entry.writes().stream()
                                .map(w ->
                                        w.collection()
                                                + " "
                                                + Id.of(w.id()).text()
                                                + " "
                                                + fields(w.set())
                                                + w.unset())
                                .toList());
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
        Optional<String> commit =
                switch (entry.remedy()) {
                    case PlannedRemedy.Revert revert -> revert.commit();
                    case PlannedRemedy.Rebuild rebuild -> Optional.of(rebuild.commit());
                    default -> Optional.empty();
                };
        return "%s %s site=%s account=%s tier=%s damage=%s source=%s tree=%s target=%s commit=%s files=%s more=%d sidelined=%s published=%s incomplete=%s writes=%s"
                .formatted(
                        entry.remedy().text(),
                        "",
                        entry.site().map(Id::text),
                        entry.account().map(Id::text),
                        entry.tier(),
                        entry.damage().stream().map(Damage::text).sorted().toList(),
                        pointer.map(p -> p.source().text()),
                        pointer.map(p -> p.tree().hex()),
                        target.map(Id::text),
                        commit,
                        entry.files().stream().map(f -> f.path() + ":" + f.kind().text()).toList(),
                        entry.more(),
                        entry.sidelined(),
                        entry.published(),
                        entry.incomplete(),
                        entry.writes().stream()
                                .map(w ->
                                        (w.target() == Write.Target.SITE ? "sites" : "deploys")
                                                + " "
                                                + w.id().text()
                                                + " "
                                                + fields(w.set())
                                                + w.unset())
                                .toList());
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
                .filter(field ->
                        !(field.getKey().equals("error_message")
                                && field.getValue().isString()
                                && field.getValue()
                                        .asString()
                                        .getValue()
                                        .startsWith(DeployState.SIDELINED)))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
