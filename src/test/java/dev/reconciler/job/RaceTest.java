package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.storm.History;
import dev.reconciler.storm.MongoProxy;
import dev.reconciler.storm.PlatformAtWork;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform writes all the while that a plan is made and applied, now and then to the very
 * document that is just being repaired. Nothing of its work is lost, and whatever is no longer as
 * the plan saw it stays untouched and is reported.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {
    private static final int DEPLOYS = 60;
    private static final int ONE_IN = 6;

    /** However many conflicts there are: the test wants them. */
    private static final Bounds BOUNDS =
            new Bounds(
                    1,
                    Map.of(),
                    Duration.ofDays(100_000),
                    1,
                    1,
                    Optional.empty(),
                    Optional.empty());

    private Path folder;
    private SmallPlatform platform;
    private MongoProxy proxy;
    private Signers signers;
    private int homes;
    private long writes;
    private long applied;
    private long conflicts;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        platform = SmallPlatform.start(folder, 7, DEPLOYS);
        proxy = platform.behindProxy();
        platform.isBoundBy(BOUNDS);
        signers = Signers.create(folder.resolve("signers"));
        Files.copy(
                signers.allowedSigners(),
                platform.allowedSigners(),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void nothing_is_lost_while_the_platform_is_at_work() throws Exception {
        race(2_000);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_in_a_hundred_thousand_writes_of_the_platform() throws Exception {
        race(100_000);
    }

    private void race(long atLeast) throws Exception {
        writes = 0;
        for (long seed = Long.getLong("seed", System.nanoTime()); writes < atLeast; seed++) {
            long each = seed;
            long before = writes;
            Sweep.tried(
                    "races: plan and apply while the platform is at work",
                    each,
                    () -> round(each, atLeast));
            Sweep.note("races: writes of the platform", writes - before, 0, each);
        }
        assertThat(applied).as("some writes of ours held").isPositive();
        assertThat(conflicts).as("some met a conflict").isPositive();
    }

    private void round(long seed, long atLeast) throws Exception {
        platform.load();
        Path home = folder.resolve("home-" + homes++);
        Trial trial = new Trial(platform, home, LedgerAddress.inFolder(home.resolve("ledger")));
        History history = new History(platform.picture());
        try (PlatformAtWork atWork =
                new PlatformAtWork(
                        proxy.uri(),
                        "platform",
                        seed,
                        Trial.NOW.toEpochMilli(),
                        history.beginning())) {
            proxy.witness((command, answer) -> {
                history.saw(command, answer);
                disturb(command, answer, atWork, history.size());
            });
            atWork.start();
            FrozenPlan plan = plan(trial);
            int planned = history.size();
            Outcome outcome = apply(trial, plan);
            assertThat(outcome.problem()).as("the platform is taken for nobody else").isEmpty();
            atWork.stop(Math.min(1_000, atLeast));
            writes += atWork.writes();
            check(trial, history, plan, planned, outcome, seed);
        } finally {
            proxy.witness((command, answer) -> {});
        }
    }

    /** What we have just read, the platform changes before we write. */
    private static void disturb(
            BsonDocument command, BsonDocument answer, PlatformAtWork atWork, int chance) {
        boolean isOurs = command.containsKey("find") && !command.containsKey("comment");
        if (isOurs && command.containsKey("filter") && answer.containsKey("cursor")) {
            List<BsonValue> found = answer.getDocument("cursor").getArray("firstBatch").getValues();
            for (int i = chance % ONE_IN; i < found.size(); i += ONE_IN) {
                atWork.want(
                        command.getString("find").getValue(), found.get(i).asDocument().get("_id"));
            }
        }
    }

    private FrozenPlan plan(Trial trial) throws IOException {
        Optional<Outcome> outcome = trial.live(Life.undisturbed(), "plan", Jobs::plan);
        assertThat(outcome).as(trial.told()).isPresent();
        Path made = trial.plans().resolve(outcome.orElseThrow().plan().orElseThrow());
        Signers.PEOPLE.forEach(person -> Signing.sign(made, signers.key(person)));
        return FrozenPlan.open(made);
    }

    private Outcome apply(Trial trial, FrozenPlan plan) {
        ApplyOptions options =
                But.acceptingCanary(But.expecting(ApplyOptions.NONE, plan.header().entries()));
        Optional<Outcome> outcome =
                trial.live(
                        Life.undisturbed(),
                        "apply",
                        jobs -> jobs.apply(new Apply(plan.folder(), plan.id(), options)));
        assertThat(outcome).as(trial.told()).isPresent();
        return outcome.orElseThrow();
    }

    private void check(
            Trial trial, History history, FrozenPlan plan, int planned, Outcome outcome, long seed)
            throws IOException {
        String told = " (seed " + seed + ")";
        assertThat(platform.picture()).as("nothing is lost" + told).isEqualTo(history.end());
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            int took = new RaceCheck(history, plan, ledger, planned, told).check();
            Sweep.note("races: writes of ours", took, 0, seed);
            applied += took;
            long met = ledger.journal(1, plan.id()).conflicts();
            Sweep.note("races: conflicts, left untouched and reported", met, 0, seed);
            conflicts += met;
            assertThat(Exit.CONFLICT.isIn(outcome.exitStatus())).as(told).isEqualTo(met > 0);
            assertThat(Files.readAllLines(plan.folder().resolve("conflicts.jsonl")))
                    .filteredOn(line -> line.contains("\"result\":\"conflict\""))
                    .as("every conflict is reported" + told)
                    .hasSize((int) met);
        }
    }
}
