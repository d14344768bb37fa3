package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An apply is killed just after it wrote a site, before that is on record; and instead of going on
 * with it, somebody plans anew.
 */
class PlanAfterKillTest {
    private static final Id LOST = Id.ofString("58937bf0e45f9a7c21bd0e11");
    private static final PlannedRemedy REBUILD = new PlannedRemedy.Rebuild("c0ffee");

    @TempDir Path folder;

    private SignedIncident incident;
    private int firstSite;
    private Id site;

    @BeforeEach
    void plan() throws IOException {
        incident = SignedIncident.start(folder, ledger(folder.resolve("planned")));
        Life life = Life.undisturbed();
        apply(trial("undisturbed"), life);
        firstSite = new Effects(life.effects()).named("write sites").getFirst();
    }

    @AfterEach
    void close() {
        incident.close();
    }

    private static LedgerAddress ledger(Path home) {
        return LedgerAddress.inFolder(home.resolve("ledger"));
    }

    private Trial trial(String name) {
        Path home = folder.resolve(name);
        return incident.trial(home, ledger(home));
    }

    private void apply(Trial trial, Life life) {
        Path plan = trial.plans().resolve(incident.plan().id());
        trial.live(life, "apply", SignedIncident.apply(plan));
    }

    private Trial killed(String name) {
        Trial trial = trial(name);
        apply(trial, Life.until(firstSite, Ending.KILLED_AFTER));
        site = writtenSite();
        return trial;
    }

    @Test
    void the_new_plan_knows_the_killed_ones_write_for_ours_as_if_it_had_been_resumed() {
        Trial killed = killed("killed");
        assertThat(remedyOfOneThatWasLost(killed)).as(killed.told()).isEqualTo(REBUILD);

        Trial resumed = killed("resumed");
        apply(resumed, Life.undisturbed());
        assertThat(remedyOfOneThatWasLost(resumed)).as(resumed.told()).isEqualTo(REBUILD);
    }

    /**
     * A deploy of the site that was written. It is built again only where its owner has not changed
     * the site since.
     */
    private PlannedRemedy remedyOfOneThatWasLost(Trial trial) {
        incident.platform().serve(Life.undisturbed());
        try (MongoClient client = MongoClients.create(incident.platform().uri())) {
            client.getDatabase("platform")
                    .getCollection("deploys", BsonDocument.class)
                    .insertOne(lost());
        }
        Outcome anew = trial.live(Life.undisturbed(), "plan", Jobs::plan).orElseThrow();
        Path made = trial.plans().resolve(anew.plan().orElseThrow());
        return entries(FrozenPlan.open(made)).stream()
                .filter(entry -> entry.deploy().equals(LOST))
                .map(Entry::remedy)
                .findFirst()
                .orElseThrow();
    }

    private BsonDocument lost() {
        BsonDocument written = incident.platform().picture().get("sites " + site.value());
        return BsonDocument.parse(
                        "{context: 'production', commit_ref: 'c0ffee', state: 'ready', created_at: {$date: '2017-02-02T18:32:00Z'}}")
                .append("_id", LOST.value())
                .append("site_id", written.get("_id"))
                .append("account_id", written.get("account_id"));
    }

    private Id writtenSite() {
        return entries(incident.plan()).stream()
                .flatMap(entry -> entry.writes().stream())
                .filter(write -> write.target() == Write.Target.SITE)
                .map(Write::id)
                .filter(id ->
                        incident.platform().changes().keySet().stream()
                                .anyMatch(changed ->
                                        changed.startsWith("sites ")
                                                && changed.contains(id.text())))
                .findFirst()
                .orElseThrow();
    }

    private static List<Entry> entries(FrozenPlan plan) {
        try (Stream<Entry> entries = plan.entries()) {
            return entries.toList();
        }
    }
}
