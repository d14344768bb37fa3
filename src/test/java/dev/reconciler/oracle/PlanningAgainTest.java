package dev.reconciler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The oracle against itself: a plan that was applied leaves nothing to write but the next step
 * (section 6).
 */
class PlanningAgainTest {

    @Test
    void after_three_plans_nothing_is_left_to_write() {
        nothingIsLeftToWrite(60);
    }

    @Test
    @Tag("slow")
    void after_three_plans_nothing_is_left_to_write_in_a_thousand_incidents() {
        nothingIsLeftToWrite(1000);
    }

    private static void nothingIsLeftToWrite(int incidents) {
        for (long seed = 0; seed < incidents; seed++) {
            Incident incident = Generator.incident(seed);
            for (int plan = 0; plan < 3; plan++) {
                incident = applied(incident, Oracle.plan(incident));
            }
            assertThat(Oracle.plan(incident).entries())
                    .as("seed " + seed + "\n" + IncidentText.of(incident))
                    .allMatch(entry -> entry.writes().isEmpty());
        }
    }

    private static Incident applied(Incident incident, Expected plan) {
        Instant later = incident.now().plusSeconds(3600);
        IncidentBuilder next = new IncidentBuilder().now(later).tiers(incident.tiers());
        incident.from().ifPresent(next::from);
        incident.to().ifPresent(next::to);
        copy(incident.live().deploys(), next.liveDeploys);
        copy(incident.live().sites(), next.liveSites);
        next.liveAccounts.addAll(incident.live().accounts());
        next.liveBuilds.addAll(incident.live().builds());
        next.snapshotDeploys.addAll(incident.snapshot().deploys());
        next.snapshotSites.addAll(incident.snapshot().sites());
        next.snapshotAccounts.addAll(incident.snapshot().accounts());
        next.snapshotBuilds.addAll(incident.snapshot().builds());
        incident.log().forEach(file -> file.lines().forEach(line -> next.line(file.name(), line)));
        next.store.putAll(incident.store());
        next.unreadable.addAll(incident.unreadable());
        next.journal.addAll(incident.journal());
        plan.entries()
                .forEach(entry ->
                        entry.writes().forEach(write -> apply(write, next, incident.now())));
        if (!incident.snapshotWhole()) {
            next.snapshotNotWhole();
        }
        return (incident.logWhole() ? next : next.logNotWhole()).build();
    }

    private static void copy(List<BsonDocument> from, List<BsonDocument> to) {
        from.forEach(document -> to.add(document.clone()));
    }

    private static void apply(Expected.Write write, IncidentBuilder next, Instant now) {
        boolean isSite = write.collection().equals("sites");
        Map<String, List<BsonDocument>> collections =
                Map.of("sites", next.liveSites, "deploys", next.liveDeploys);
        BsonDocument document =
                collections.get(write.collection()).stream()
                        .filter(candidate -> BsonOrder.same(candidate.get("_id"), write.id()))
                        .findFirst()
                        .orElseThrow();
        if (isSite) {
            Optional<Instant> replaced = Fields.date(Fields.get(document, "updated_at"));
            next.wrote(write.id(), now, replaced);
        }
        document.putAll(write.set());
        write.unset().forEach(document::remove);
        document.put("updated_at", new BsonDateTime(now.toEpochMilli()));
    }
}
