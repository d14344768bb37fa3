package dev.reconciler.job.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.apply.Patience;
import dev.reconciler.approve.Approvals;
import dev.reconciler.approve.Keys;
import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.But;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.RunStatus;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.TestSettings;
import dev.reconciler.job.Watcher;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The whole job with a real database, a real ledger and real signatures. */
class ApplyJobTest {
    /** More than one chunk, of writing and of reading again. */
    private static final int DEPLOYS = 230;

    @TempDir Path home;

    private final ServerWithFaults server = new ServerWithFaults();
    private final List<String> said = new ArrayList<>();
    private Settings settings;
    private FrozenPlan plan;
    private Keys keys;

    @BeforeEach
    void incident() throws IOException {
        for (int i = 0; i < DEPLOYS; i++) {
            BsonDocument deploy = SignedPlan.deploy(id("d%03d".formatted(i)));
            deploy.remove("tree_id");
            server.collection("deploys").insertOne(deploy.append("title", new BsonString("T")));
        }
        server.collection("deploys")
                .insertOne(BsonDocument.parse("{_id: 'changed', state: 'rejected'}"));
        keys = new Keys(home);
        Path signers =
                keys.allowedSigners(
                        "ada@example.org " + keys.publicHalf(keys.make("ada")),
                        "grace@example.org " + keys.publicHalf(keys.make("grace")));
        settings = settings(TestSettings.in(home), 0.5);
        plan = plan(signers);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Settings settings(Settings like, double maxDamage) {
        return new Settings(
                new Settings.Live(new MongoUri(server.uri()), "platform"),
                like.snapshots(),
                like.pointerLog(),
                like.store(),
                like.incident(),
                like.tiers(),
                like.allowedSigners(),
                like.bounds().damaging(maxDamage),
                like.ledger(),
                like.work(),
                like.plans(),
                like.names(),
                like.grace(),
                false,
                false);
    }

    private FrozenPlan plan(Path signers) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < DEPLOYS; i++) {
            entries.add(restoring("d%03d".formatted(i)));
        }
        entries.add(restoring("changed"));
        entries.add(TestPlan.entry(id("untouched")));
        PlanHeader like = TestPlan.header(entries.size(), FrozenPlan.digest(signers));
        Files.createDirectories(home.resolve("store"));
        PlanHeader header =
                new PlanHeader(
                        like.format(),
                        like.createdAt(),
                        server.hosts(),
                        "platform",
                        Sources.store(settings.store()).description(),
                        settings.names(),
                        like.tiers(),
                        like.evidence(),
                        like.from(),
                        like.to(),
                        false,
                        like.allowedSignersDigest(),
                        1_000,
                        entries.size(),
                        Optional.empty());
        FrozenPlan frozen = TestPlan.freeze(home.resolve("plans"), signers, header, entries);
        Files.write(frozen.folder().resolve(PlanReports.FILE), SignedPlan.reports(entries));
        return frozen;
    }

    private static Entry restoring(String deploy) {
        Write write =
                TestPlan.write(
                        Write.Target.DEPLOY,
                        id(deploy),
                        Map.of("state", new BsonString("ready")),
                        Map.of("tree_id", Optional.of(new BsonString("1".repeat(40)))));
        return TestPlan.entry(id(deploy), write);
    }

    private void sign(String... people) {
        for (String person : people) {
            keys.sign(
                    home.resolve(person),
                    Approvals.NAMESPACE,
                    plan.id(),
                    plan.folder().resolve("approvals/" + person + ".sig"));
        }
    }

    private Jobs jobs(Settings with) {
        return new Jobs(
                with,
                Map.of("apply", Hasty.class),
                new Watcher() {
                    @Override
                    public void see(RunStatus status) {}

                    @Override
                    public void say(String label, String text) {
                        said.add(label + ": " + text);
                    }
                });
    }

    /** The job, but that it does not wait before it asks again. */
    @Configuration(proxyBeanMethods = false)
    @Import(ApplyJob.class)
    static class Hasty {
        @Bean
        @Primary
        Patience hasty() {
            return failed -> {};
        }
    }

    private Outcome apply() {
        return apply(ApplyOptions.NONE);
    }

    private Outcome apply(ApplyOptions options) {
        return jobs(settings).apply(new Apply(plan.folder(), plan.id(), options));
    }

    @Test
    void a_signed_plan_is_written_confirmed_and_reported_once() throws IOException {
        sign("ada", "grace");
        Outcome outcome = apply();
        assertThat(outcome.problem()).isEmpty();
        assertThat(outcome.exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
        assertThat(said)
                .containsExactly(
                        "signed: ada@example.org, grace@example.org",
                        "canary: 1 entry, the first of each kind: written, read again, as planned",
                        "confirmed: 231 of 232 entries, 1 conflicts, 0 not as planned when read again");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(this::apply)
                .withMessageContaining("applied already");
    }

    /** Whatever has happened on the way. */
    private void assertRepaired() throws IOException {
        for (BsonDocument deploy : server.documents("deploys")) {
            if (deploy.getString("_id").getValue().equals("changed")) {
                assertThat(deploy)
                        .isEqualTo(BsonDocument.parse("{_id: 'changed', state: 'rejected'}"));
            } else {
                assertThat(deploy.getString("tree_id").getValue()).isEqualTo("1".repeat(40));
                assertThat(deploy.getString("title").getValue()).isEqualTo("T");
                assertThat(deploy.getDateTime("updated_at").getValue())
                        .isGreaterThan(1_700_000_000_000L);
            }
        }
        try (Ledger ledger = Ledger.open(settings.ledger())) {
            assertThat(count(ledger, "write_result WHERE result = 'applied'")).isEqualTo(DEPLOYS);
            assertThat(count(ledger, "write_result WHERE result <> 'applied'")).isEqualTo(1);
            assertThat(count(ledger, "entry_result")).isEqualTo(DEPLOYS + 2);
            assertThat(count(ledger, "confirmation WHERE result = 'CONFIRMED'"))
                    .isEqualTo(DEPLOYS + 1);
            assertThat(count(ledger, "confirmation WHERE result = 'CONFLICT'")).isEqualTo(1);
            assertThat(count(ledger, "(SELECT DISTINCT entry FROM backup)")).isEqualTo(DEPLOYS);
            ledger.journal(1, plan.id()).verify(plan);
        }
        assertThat(plan.folder().resolve("customers.csv")).exists();
        assertThat(plan.folder().resolve("index.html"))
                .content()
                .contains("<h2>Left alone</h2>", " is no longer as the plan saw it");
    }

    private static long count(Ledger ledger, String what) {
        return ledger.jdbc().sql("SELECT COUNT(*) FROM " + what).query(Long.class).single();
    }

    @Test
    void a_plan_waits_until_two_people_have_signed_it() throws IOException {
        assertThat(apply().exitStatus()).isEqualTo(Exit.WAITING.bit());
        sign("ada");
        assertThat(apply().problem())
                .map(Problem::where)
                .hasValueSatisfying(where -> assertThat(where).contains("only ada@example.org"));
        sign("grace");
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void a_plan_that_is_larger_than_allowed_is_applied_only_where_its_size_is_named()
            throws IOException {
        sign("ada", "grace");
        settings = settings(settings, 0.1);
        assertThat(apply().problem())
                .map(Problem::next)
                .hasValueSatisfying(next -> assertThat(next).endsWith("--expect " + (DEPLOYS + 2)));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> apply(But.expecting(ApplyOptions.NONE, 7)))
                .withMessageContaining("size");
        assertThat(server.documents("deploys")).noneMatch(deploy -> deploy.containsKey("tree_id"));
        assertThat(apply(But.expecting(ApplyOptions.NONE, DEPLOYS + 2)).exitStatus())
                .isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void a_plan_for_another_database_is_refused_and_keeps_no_run_open() {
        sign("ada", "grace");
        try (ServerWithFaults other = new ServerWithFaults()) {
            Settings elsewhere =
                    new Settings(
                            new Settings.Live(new MongoUri(other.uri()), "platform"),
                            settings.snapshots(),
                            settings.pointerLog(),
                            settings.store(),
                            settings.incident(),
                            settings.tiers(),
                            settings.allowedSigners(),
                            settings.bounds(),
                            settings.ledger(),
                            settings.work(),
                            settings.plans(),
                            settings.names(),
                            settings.grace(),
                            false,
                            false);
            Outcome outcome = jobs(elsewhere).apply(new Apply(plan.folder(), plan.id()));
            assertThat(outcome.problem())
                    .map(Problem::what)
                    .contains("the plan was made for another live database");
        }
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> jobs(settings).resume())
                .withMessageContaining("there is nothing to resume");
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
    }

    @Test
    void a_write_without_an_answer_is_not_made_twice_whether_it_was_done_or_not()
            throws IOException {
        sign("ada", "grace");
        server.fails(ServerWithFaults.WRITE, 60, 2, true);
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void a_database_that_stops_answering_leaves_a_run_that_can_go_on_to_the_same_end()
            throws IOException {
        sign("ada", "grace");
        server.fails(ServerWithFaults.WRITE, 60, 1_000, false);
        Outcome outcome = apply();
        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.exitStatus()).isEqualTo(Exit.FAILURE.bit() | Exit.INCOMPLETE.bit());
        server.works();
        assertThat(jobs(settings).resume().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void a_run_that_fails_while_it_reads_again_goes_on_there() throws IOException {
        sign("ada", "grace");
        // Connecting asks once, each of five chunks is read once before it is written, and there is
        // a look for younger damage before and after that.
        server.fails(ServerWithFaults.READ, 11, 1_000, false);
        assertThat(apply().end()).isEqualTo(End.FAILED);
        server.works();
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void a_run_that_fails_while_it_reports_goes_on_there() throws IOException {
        sign("ada", "grace");
        Path inTheWay = Files.writeString(plan.folder().resolve("customers"), "a file");
        assertThat(apply().end()).isEqualTo(End.FAILED);
        Files.delete(inTheWay);
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertRepaired();
    }

    @Test
    void what_is_not_as_planned_when_it_is_read_again_is_said_so() throws IOException {
        sign("ada", "grace");
        Path inTheWay = Files.writeString(plan.folder().resolve("customers"), "a file");
        server.fails(ServerWithFaults.READ, 11, 1_000, false);
        apply();
        server.works();
        server.collection("deploys")
                .updateOne(
                        BsonDocument.parse("{_id: 'd007'}"),
                        BsonDocument.parse("{$set: {tree_id: 'x'}}"));
        apply();
        Files.delete(inTheWay);
        assertThat(apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit() | Exit.INCOMPLETE.bit());
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE backup SET entry = 999 WHERE entry = 1, the record of this plan was changed by somebody else",
        "DELETE FROM write_result WHERE entry > 10, a part of the record of this plan is missing",
        "DELETE FROM admission, a part of the record of this plan is missing",
        "DELETE FROM backup WHERE entry > 50, a part of the record of this plan is missing"
    })
    void nothing_more_is_written_once_the_record_is_not_what_it_was(String change, String what) {
        sign("ada", "grace");
        server.fails(ServerWithFaults.WRITE, 60, 1_000, false);
        apply();
        server.works();
        try (Ledger ledger = Ledger.open(settings.ledger())) {
            assertThat(ledger.jdbc().sql(change).update()).isPositive();
        }
        long written = written();
        assertThat(apply().problem()).map(Problem::what).contains(what);
        assertThat(written()).isEqualTo(written);
    }

    private long written() {
        return server.documents("deploys").stream()
                .filter(deploy -> deploy.containsKey("tree_id"))
                .count();
    }
}
