package dev.reconciler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private static final List<String> MUST_OCCUR =
            List.of(
                    "RESTORE",
                    "PUBLISH",
                    "REVERT",
                    "SUPERSEDED",
                    "REBUILD",
                    "ESCALATE",
                    "pointer-lost",
                    "pointer-changed",
                    "identity-lost",
                    "identity-changed",
                    "field-invalid",
                    "tree-missing",
                    "tree-corrupt",
                    "file-missing",
                    "file-corrupt",
                    "from live",
                    "from snapshot",
                    "from pointer-log",
                    "from nothing",
                    "three kinds",
                    "incomplete",
                    "ESCALATE with nothing damaged",
                    "ESCALATE for what was not read",
                    "REVERT and build",
                    "sidelined REVERT",
                    "sidelined SUPERSEDED",
                    "sidelined REBUILD",
                    "sidelined ESCALATE",
                    "a site is down",
                    "contradicting log",
                    "unreadable line",
                    "nothing to do");

    @Test
    void a_seed_always_gives_the_same_incident() {
        for (long seed = 0; seed < 30; seed++) {
            assertThat(IncidentText.of(Generator.incident(seed)))
                    .as("seed " + seed)
                    .isEqualTo(IncidentText.of(Generator.incident(seed)));
        }
    }

    @Test
    void no_incident_is_one_that_must_be_refused() {
        for (long seed = 0; seed < 500; seed++) {
            Incident incident = Generator.incident(seed);
            assertThat(incident.live().sites()).as("seed " + seed).isNotEmpty();
            assertThat(incident.live().accounts()).as("seed " + seed).isNotEmpty();
            assertThat(incident.snapshot().deploys())
                    .as("seed " + seed)
                    .noneMatch(was ->
                            incident.from()
                                    .flatMap(from ->
                                            Fields.date(Fields.get(was, "created_at"))
                                                    .filter(created -> !created.isBefore(from)))
                                    .isPresent());
            collections(incident).forEach(GeneratorTest::hasEachIdOnce);
        }
    }

    private static Stream<List<BsonDocument>> collections(Incident incident) {
        return Stream.of(incident.live(), incident.snapshot())
                .flatMap(db -> Stream.of(db.deploys(), db.sites(), db.accounts(), db.builds()));
    }

    private static void hasEachIdOnce(List<BsonDocument> documents) {
        Set<BsonValue> ids = new TreeSet<>(BsonOrder.ORDER);
        assertThat(documents).allMatch(document -> ids.add(document.get("_id")));
    }

    @Test
    void everything_that_a_plan_can_say_is_said_now_and_then() {
        everythingOccurs(300, 1);
    }

    @Test
    @Tag("slow")
    void everything_that_a_plan_can_say_is_said_in_three_incidents_of_a_hundred() {
        everythingOccurs(2000, 3);
    }

    private static void everythingOccurs(int incidents, int percent) {
        Map<String, Integer> counts = new TreeMap<>();
        for (long seed = 0; seed < incidents; seed++) {
            said(Oracle.plan(Generator.incident(seed)))
                    .forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        for (String word : MUST_OCCUR) {
            assertThat(counts.getOrDefault(word, 0) * 100)
                    .as(word + " in " + counts)
                    .isGreaterThanOrEqualTo(incidents * percent);
        }
    }

    private static Collection<String> said(Expected plan) {
        Set<String> said = new TreeSet<>();
        plan.entries().forEach(entry -> said.addAll(said(entry)));
        say(said, plan.incomplete(), "incomplete");
        say(said, !plan.sitesDown().isEmpty(), "a site is down");
        say(said, plan.totals().logConflicts() > 0, "contradicting log");
        say(said, plan.totals().logLinesUnreadable() > 0, "unreadable line");
        say(said, plan.entries().isEmpty(), "nothing to do");
        return said;
    }

    private static Collection<String> said(Expected.Entry entry) {
        Set<String> said = new TreeSet<>(entry.damage());
        String remedy = entry.remedy().name();
        said.add(remedy);
        say(
                said,
                entry.remedy() == Expected.Remedy.RESTORE,
                "from " + entry.source().orElse("nothing"));
        say(said, entry.sidelined(), "sidelined " + remedy);
        say(said, entry.damage().size() > 2, "three kinds");
        say(said, entry.damage().isEmpty(), remedy + " with nothing damaged");
        say(said, entry.incomplete(), remedy + " for what was not read");
        say(said, entry.commit().isPresent(), remedy + " and build");
        return said;
    }

    private static void say(Set<String> said, boolean isSo, String word) {
        if (isSo) {
            said.add(word);
        }
    }
}
