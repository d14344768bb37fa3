package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.job.apply.ApplyJob;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.job.undo.UndoJob;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, which gets real signals at random moments: once of each kind, and in the slow
 * tests again and again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealProcessTrials {
    private static final int DEPLOYS = 3_000;
    private static final int KILLS_OF_ONE_RUN = 3;
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Map<String, Class<?>> WIRING =
            Map.of("plan", PlanJob.class, "apply", ApplyJob.class, "undo", UndoJob.class);

    final Instant began = Instant.now();
    final long seed = Long.getLong("seed", System.nanoTime());
    final Random random = new Random(seed);
    final String told = "seed " + seed;
    Path folder;
    SmallPlatform platform;
    private Signers signers;
    private int homes;

    @BeforeAll
    void platform(@TempDir Path temporary) throws IOException {
        folder = temporary;
        platform = SmallPlatform.start(folder, 7, DEPLOYS);
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

    /** A trial in which a number of processes may be killed. */
    interface Killing {
        int kills() throws Exception;
    }

    /** Makes trials until so many processes were killed. */
    void killed(int atLeast, String what, Killing trial) throws Exception {
        int kills = 0;
        while (kills < atLeast) {
            kills += swept(what, trial);
        }
    }

    int swept(String what, Killing trial) throws Exception {
        int kills = 0;
        boolean held = false;
        try {
            kills = trial.kills();
            held = true;
            return kills;
        } finally {
            Sweep.note(what, held ? kills : 1, held ? 0 : 1, seed);
        }
    }

    /** A folder with a configuration. */
    Path home() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-" + homes++));
        Files.writeString(home.resolve("reconciler.yaml"), platform.yaml());
        return home;
    }

    /** Another with all that is in this one. */
    Path copy(Path home) {
        Path copy = folder.resolve("home-" + homes++);
        SignedIncident.copy(home, copy);
        return copy;
    }

    private static void forgetStatus(Path home) throws IOException {
        Files.deleteIfExists(home.resolve("work/status.json"));
    }

    /** The signed plan of the incident, in a folder of its own. */
    FrozenPlan signedPlan() throws Exception {
        Path home = home();
        usual(home, "plan");
        Path made = onlyPlan(home);
        sign(made);
        return FrozenPlan.open(made);
    }

    void sign(Path plan) {
        Signers.PEOPLE.forEach(person -> Signing.sign(plan, signers.key(person)));
    }

    /** A folder with a plan in it that no ledger has a record of. */
    Path homeWith(FrozenPlan plan) throws IOException {
        Path home = home();
        SignedIncident.copy(plan.folder(), home.resolve("plans").resolve(plan.id()));
        return home;
    }

    static String[] apply(FrozenPlan plan, String... options) {
        String entries = Long.toString(plan.header().entries());
        return Stream.concat(Stream.of("apply", plan.id(), "--expect", entries), Stream.of(options))
                .toArray(String[]::new);
    }

    /** How long it takes where nothing disturbs it. */
    static Duration usual(Path home, String... command) throws Exception {
        RealProcess process = RealProcess.start(home, command);
        assertThat(process.status()).as(process.text()).isEqualTo(status(command));
        return Duration.between(process.began(), Instant.now());
    }

    private static int status(String... command) {
        return command[0].equals("plan") ? Exit.DAMAGE.bit() : 0;
    }

    /** Returns how often it was killed until it came to its end. */
    int killAgainAndAgain(Path home, Duration usual, String... command) throws Exception {
        forgetStatus(home);
        int kills = 0;
        String[] next = command;
        while (true) {
            RealProcess process = RealProcess.start(home, next);
            Duration age =
                    Duration.ofMillis((long) (usual.toMillis() * random.nextDouble(0.2, 0.9)));
            if (kills < KILLS_OF_ONE_RUN && process.kill(age)) {
                kills++;
                // Killed before there was a run, there is nothing to resume.
                next = hasBegun(home) ? new String[] {"resume"} : command;
            } else {
                String story = told + ", killed " + kills + " times: " + process.text();
                assertThat(process.status() == status(command) || hadEnded(next, process))
                        .as(story)
                        .isTrue();
                return kills;
            }
        }
    }

    /** The last kill met a process whose run had ended, and that was only about to say so. */
    private static boolean hadEnded(String[] command, RealProcess process) throws IOException {
        return command[0].equals("resume") && process.text().contains("nothing to resume");
    }

    private static boolean hasBegun(Path home) {
        return Files.exists(home.resolve("work/status.json"));
    }

    /** A process whose run has begun, so that it can be asked to stop. */
    static RealProcess begun(Path home, String... command) throws Exception {
        forgetStatus(home);
        RealProcess process = RealProcess.start(home, command);
        await(process, () -> hasBegun(home));
        return process;
    }

    /** A process whose run has done some work. */
    static RealProcess atWork(Path home, String... command) throws Exception {
        RealProcess process = begun(home, command);
        StatusFile status = StatusFile.in(home.resolve("work"));
        await(process, () -> !status.read().orElseThrow().steps().isEmpty());
        return process;
    }

    /** Before it ends. */
    static void await(RealProcess process, BooleanSupplier moment) throws Exception {
        while (!moment.getAsBoolean()) {
            assertThat(process.process().isAlive()).as(process.text()).isTrue();
            Thread.sleep(10);
        }
    }

    /** It was asked to, and did so with the work in hand done. */
    static void hasStopped(RealProcess process, String howToGoOn) throws Exception {
        assertThat(process.status()).as(process.text()).isEqualTo(Exit.FAILURE.bit());
        assertThat(process.text())
                .containsPattern("stopped after the (entry|piece of work) in hand")
                .contains("Nothing is half done. Go on with")
                .contains(howToGoOn);
    }

    /** Whether it came to its end once there was room only, and said that there was none. */
    boolean hadNoRoom(Path home, int kilobytes, String... command) throws Exception {
        RealProcess limited = RealProcess.startWithFilesUpTo(kilobytes, home, command);
        String limit = told + ", files up to " + kilobytes + " kB: ";
        if (limited.status() == status(command)) {
            return false;
        }
        assertThat(limited.status() & Exit.FAILURE.bit()).as(limit + limited.text()).isNotZero();
        assertThat(limited.text())
                .as(limit)
                .contains("room")
                .doesNotContain("the program failed", "\tat ");
        RealProcess again = RealProcess.start(home, "resume");
        if (again.status() == Exit.FAILURE.bit()) {
            again = RealProcess.start(home, command);
        }
        assertThat(again.status())
                .as(limit + limited.text() + again.text())
                .isEqualTo(status(command));
        return true;
    }

    static Path onlyPlan(Path home) throws IOException {
        try (Stream<Path> plans = Files.list(home.resolve("plans"))) {
            List<Path> all = plans.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    /** The plan that a run of the same moment makes in that folder, within this JVM. */
    Path undisturbed(Path home, Path made, Function<Jobs, Outcome> work) {
        Instant moment = FrozenPlan.open(made).header().createdAt();
        Surroundings surroundings =
                new Surroundings(
                        address ->
                                Ledgers.open(
                                        address,
                                        real ->
                                                new MortalConnections(
                                                        real, Life.undisturbed(), moment)),
                        Ledgers::vanished,
                        Chunks.DEFAULT,
                        Clock.systemUTC());
        Settings settings = platform.settings(home, ledger(home), GRACE);
        Outcome outcome = work.apply(new Jobs(settings, WIRING, Watcher.none(), surroundings));
        assertThat(outcome.plan()).as(told).contains(made.getFileName().toString());
        return home.resolve("plans").resolve(made.getFileName());
    }

    /** As the configuration has it. */
    static LedgerAddress ledger(Path home) {
        return LedgerAddress.inFolder(home.resolve("./work"));
    }
}
