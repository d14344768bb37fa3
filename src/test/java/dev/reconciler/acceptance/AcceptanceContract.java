package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.demo.PlanCheck;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import dev.reconciler.job.ledger.LedgerUser;
import dev.reconciler.job.ledger.PostgresServer;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Expected;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What must hold whenever the real commands repair an incident whose right answer is known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AcceptanceContract {
    private Known known;
    private Repair repair;
    private final Optional<String> postgres = PostgresServer.newSchemaOfTheGivenOne();
    private boolean ledgerInFolder;

    /**
     * An incident and its right answer.
     *
     * @param evidence a folder with {@code snapshot/} and {@code pointer-log/} to be read in place
     */
    record Known(Incident incident, Truth truth, Staged.Layout layout, Optional<Path> evidence) {}

    Repair repair() {
        return repair;
    }

    /** The incident; skips the class where it is not there. */
    abstract Known known() throws IOException;

    @BeforeAll
    void repair(@TempDir Path home) throws IOException {
        known = known();
        try (Staged staged =
                Staged.on(known.incident(), known.layout(), known.evidence(), home.toRealPath())) {
            repair = postgres.isPresent() ? repair(staged, postgres.get()) : Repair.of(staged);
            ledgerInFolder = Files.exists(home.resolve("work/ledger.mv.db"));
        }
    }

    /** With as few rights on the ledger as can be. */
    private static Repair repair(Staged staged, String postgres) throws IOException {
        try (LedgerUser user = LedgerUser.of(postgres)) {
            staged.ledgerAt(user.url());
            return Repair.of(staged);
        }
    }

    @Test
    void the_configuration_is_found_right() {
        assertThat(repair.check().status()).as(repair.check().toString()).isZero();
    }

    @Test
    void the_ledger_is_in_the_server_that_was_named_and_else_in_the_folder() {
        assertThat(ledgerInFolder).isEqualTo(postgres.isEmpty());
    }

    @Test
    void every_entry_total_customer_and_site_that_is_down_is_as_it_must_be() throws IOException {
        assertThat(PlanCheck.frozen(known.truth(), repair.plan())).isEmpty();
    }

    @Test
    void the_exit_status_says_that_there_is_damage_and_the_answer_ends_with_the_plans_id() {
        assertThat(repair.made().status()).as(repair.made().toString()).isEqualTo(2);
        assertThat(repair.made().out().strip()).endsWith(repair.plan().getFileName().toString());
        assertThat(repair.shown().status()).as(repair.shown().toString()).isZero();
    }

    @Test
    void nothing_is_written_before_two_people_have_signed() {
        assertThat(repair.signed().status()).as(repair.signed().toString()).isZero();
        assertThat(repair.refused().status() & 8).as(repair.refused().toString()).isEqualTo(8);
        assertThat(PlatformCheck.untouched(repair.before(), repair.planned())).isEmpty();
    }

    @Test
    void every_document_is_left_as_it_must_be_and_no_other_byte_is_touched() {
        assertThat(repair.applied().status()).as(repair.applied().toString()).isZero();
        assertThat(PlatformCheck.applied(known.truth(), repair.before(), repair.after())).isEmpty();
    }

    @Test
    void what_is_to_be_built_again_and_what_caches_should_drop_is_listed() throws IOException {
        assertThat(PlanCheck.applied(known.truth(), repair.plan())).isEmpty();
        Set<Id> dropped = purged();
        assertThat(dropped).containsAll(replaced());
    }

    /** What a site published before, and does not any more. */
    private List<Id> replaced() {
        List<Id> replaced = new ArrayList<>();
        for (RawBsonDocument site : repair.before().getOrDefault("sites", List.of())) {
            BsonValue before = site.get("published_deploy_id", BsonNull.VALUE);
            BsonValue after =
                    known.truth().sitesAfter().getOrDefault(Id.of(site.get("_id")), before);
            if (!before.isNull() && !Id.of(before).equals(Id.of(after))) {
                replaced.add(Id.of(before));
            }
        }
        return replaced;
    }

    private Set<Id> purged() throws IOException {
        Set<Id> ids = new java.util.HashSet<>();
        for (String line : Files.readAllLines(repair.plan().resolve("purge.jsonl"))) {
            String deploy =
                    tools.jackson.databind.json.JsonMapper.shared()
                            .readTree(line)
                            .get("deploy")
                            .toString();
            ids.add(Id.fromJson(deploy).orElseThrow());
        }
        return ids;
    }

    @Test
    void a_plan_is_applied_once() {
        assertThat(repair.appliedAgain().status())
                .as(repair.appliedAgain().toString())
                .isEqualTo(1);
        assertThat(repair.appliedAgain().err())
                .contains("error: ")
                .contains("where: ")
                .contains("what now: ");
    }

    @Test
    void planning_again_finds_nothing_more_to_write() throws IOException {
        assertThat(PlanFile.writes(repair.again())).as(repair.madeAgain().toString()).isZero();
        assertThat(PlatformCheck.untouched(repair.after(), repair.last())).isEmpty();
    }

    @Test
    void planning_again_finds_what_the_oracle_finds() throws IOException {
        assertThat(PlanCheck.frozen(OracleTruth.of(expectedAgain()), repair.again())).isEmpty();
    }

    private Expected expectedAgain() {
        Incident incident = known.incident();
        return Oracle.plan(
                new Incident(
                        new Incident.Database(
                                documents("deploys"),
                                documents("sites"),
                                documents("accounts"),
                                documents("builds")),
                        incident.snapshot(),
                        incident.snapshotWhole(),
                        incident.log(),
                        incident.logWhole(),
                        incident.store(),
                        incident.unreadable(),
                        incident.from(),
                        incident.to(),
                        Instant.now(),
                        incident.tiers(),
                        journal(repair.before(), repair.after())));
    }

    private List<BsonDocument> documents(String collection) {
        return repair.after().getOrDefault(collection, List.of()).stream()
                .map(raw -> raw.decode(new BsonDocumentCodec()))
                .toList();
    }

    /** What the plan wrote to sites. */
    private static List<Incident.SiteWrite> journal(
            Map<String, List<RawBsonDocument>> before, Map<String, List<RawBsonDocument>> after) {
        List<Incident.SiteWrite> journal = new ArrayList<>();
        for (RawBsonDocument was : before.getOrDefault("sites", List.of())) {
            for (RawBsonDocument is : after.getOrDefault("sites", List.of())) {
                if (was.get("_id").equals(is.get("_id")) && !was.equals(is)) {
                    journal.add(
                            new Incident.SiteWrite(
                                    is.get("_id"), time(is).orElseThrow(), time(was)));
                }
            }
        }
        return journal;
    }

    private static Optional<Instant> time(RawBsonDocument site) {
        return site.get("updated_at", BsonNull.VALUE) instanceof BsonDateTime time
                ? Optional.of(Instant.ofEpochMilli(time.getValue()))
                : Optional.empty();
    }
}
