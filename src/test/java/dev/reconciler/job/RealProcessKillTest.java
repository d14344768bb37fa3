package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.job.plan.PlanJob;
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
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real program, which gets real signals at random moments. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealProcessKillTest {
    private static final int KILLS = 25;
    private static final int KILLS_OF_ONE_RUN = 3;
    private static final int FULL = 5;
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final String UPDATED_AT = "updated_at";

    private final Instant began = Instant.now();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private Path folder;
    private SmallPlatform platform;
    private Signers signers;
    private int homes;

    @BeforeAll
    void platform(@TempDir Path temporary) throws IOException {
        folder = temporary;
        platform = SmallPlatform.start(folder, 7, 3_000);
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
    void a_plan_that_is_killed_again_and_again_is_the_one_that_it_would_have_been()
            throws Exception {
        Duration usual = usual(home(), "plan");
        int kills = 0;
        while (kills < KILLS) {
            kills +=
                    swept(
                            "plan: SIGKILL of the real process",
                            () -> {
                                Path home = home();
                                int some = killAgainAndAgain(home, usual, "plan");
                                isTheOneThatItWouldHaveBeen(home);
                                return some;
                            });
        }
    }

    private void isTheOneThatItWouldHaveBeen(Path home) throws IOException {
        Path made = onlyPlan(home);
        assertThat(FolderPicture.difference(FolderPicture.of(made), undisturbed(made)))
                .as("seed " + seed)
                .isEmpty();
        assertThat(FolderPicture.of(home.resolve("work")).keySet())
                .as("seed " + seed)
                .containsExactlyInAnyOrder(
                        "/", "runs/", "status.json", "ledger.mv.db", "ledger.holder");
    }

    /** A trial in which a number of processes may be killed. */
    private interface Killing {
        int kills() throws Exception;
    }

    private int swept(String what, Killing trial) throws Exception {
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

    @Test
    void an_apply_that_is_killed_again_and_again_writes_everything_once() throws Exception {
        platform.load();
        Path first = home();
        usual(first, "plan");
        Path signed = onlyPlan(first);
        Signers.PEOPLE.forEach(person -> Signing.sign(signed, signers.key(person)));
        FrozenPlan plan = FrozenPlan.open(signed);
        String[] apply = {"apply", "latest", "--expect", Long.toString(plan.header().entries())};
        // As it is before any ledger has a record of it.
        Path pristine = folder.resolve("pristine");
        copy(signed, pristine);
        platform.load();
        Duration usual = usual(first, apply);
        Map<String, BsonDocument> documents = documents();
        Map<String, Integer> changes = platform.changes();
        JournalPicture journal = journal(first, plan.id());
        assertThat(changes).isNotEmpty().allSatisfy((id, times) -> assertThat(times).isOne());

        int kills = 0;
        while (kills < KILLS) {
            kills +=
                    swept(
                            "apply: SIGKILL of the real process",
                            () -> {
                                Path home = home();
                                copy(pristine, home.resolve("plans").resolve(plan.id()));
                                platform.load();
                                int some = killAgainAndAgain(home, usual, apply);
                                assertThat(platform.changes())
                                        .as("seed " + seed)
                                        .isEqualTo(changes);
                                assertThat(documents()).as("seed " + seed).isEqualTo(documents);
                                journal(home, plan.id()).assertIs(journal, "seed " + seed);
                                return some;
                            });
        }
    }

    @Test
    void a_run_that_is_asked_to_stop_says_how_to_go_on() throws Exception {
        Path home = home();
        RealProcess stopped = RealProcess.start(home, "plan");
        awaitStep(stopped, home);
        stopped.stop();

        assertThat(stopped.status()).as(stopped.text()).isEqualTo(Exit.FAILURE.bit());
        assertThat(stopped.text())
                .contains("stopped after the entry in hand")
                .contains("Nothing is half done. Go on with")
                .contains("reconciler resume");
        RealProcess resumed = RealProcess.start(home, "resume");
        assertThat(resumed.status()).as(resumed.text()).isEqualTo(Exit.DAMAGE.bit());
        Path made = onlyPlan(home);
        assertThat(FolderPicture.difference(FolderPicture.of(made), undisturbed(made))).isEmpty();
    }

    private static void awaitStep(RealProcess process, Path home) throws Exception {
        while (StatusFile.in(home.resolve("work"))
                .read()
                .map(RunStatus::steps)
                .orElse(List.of())
                .isEmpty()) {
            assertThat(process.process().isAlive()).as(process.text()).isTrue();
            Thread.sleep(10);
        }
    }

    @Test
    void an_apply_that_is_asked_to_stop_says_how_to_go_on_and_writes_everything_once()
            throws Exception {
        platform.load();
        Path home = home();
        usual(home, "plan");
        Path signed = onlyPlan(home);
        Signers.PEOPLE.forEach(person -> Signing.sign(signed, signers.key(person)));
        FrozenPlan plan = FrozenPlan.open(signed);
        String[] apply = {"apply", "latest", "--expect", Long.toString(plan.header().entries())};
        Files.delete(home.resolve("work/status.json"));
        platform.load();

        // So slow that it is at it when it is asked to stop.
        RealProcess stopped =
                RealProcess.start(
                        home,
                        Stream.concat(Stream.of(apply), Stream.of("--rate", "20"))
                                .toArray(String[]::new));
        awaitStep(stopped, home);
        stopped.stop();

        assertThat(stopped.status()).as(stopped.text()).isEqualTo(Exit.FAILURE.bit());
        assertThat(stopped.text())
                .contains("Nothing is half done. Go on with")
                .contains("reconciler apply " + plan.id().substring(0, 8));
        RealProcess again =
                RealProcess.start(
                        home,
                        Stream.concat(Stream.of(apply), Stream.of("--rate", "10000"))
                                .toArray(String[]::new));
        assertThat(again.status()).as(again.text()).isZero();
        assertThat(platform.changes())
                .isNotEmpty()
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }

    @Test
    void a_second_process_is_told_who_has_the_run_and_since_when() throws Exception {
        Path home = home();
        RealProcess first = RealProcess.start(home, "plan");
        awaitStep(first, home);
        first.signal("STOP");
        try {
            RealProcess second = RealProcess.start(home, "plan");
            assertThat(second.status()).as(second.text()).isEqualTo(Exit.FAILURE.bit());
            assertThat(second.text())
                    .containsPattern(
                            "process " + first.process().pid() + " on [^ ]+, for [0-9]+ s");
        } finally {
            first.signal("CONT");
        }
        assertThat(first.status()).as(first.text()).isEqualTo(Exit.DAMAGE.bit());
        isTheOneThatItWouldHaveBeen(home);
    }

    @Test
    void a_plan_for_which_there_is_no_room_says_so_and_goes_on_when_there_is() throws Exception {
        int full = 0;
        while (full < FULL) {
            full +=
                    swept(
                            "plan: no room on the disk of the real process",
                            () -> {
                                Path home = home();
                                boolean failed = hadNoRoom(home, random.nextInt(50, 4_000));
                                isTheOneThatItWouldHaveBeen(home);
                                return failed ? 1 : 0;
                            });
        }
    }

    private boolean hadNoRoom(Path home, int kilobytes) throws Exception {
        RealProcess limited = RealProcess.startWithFilesUpTo(kilobytes, home, "plan");
        String told = "seed " + seed + ", files up to " + kilobytes + " kB: ";
        if (limited.status() == Exit.DAMAGE.bit()) {
            return false;
        }
        assertThat(limited.status() & Exit.FAILURE.bit()).as(told + limited.text()).isNotZero();
        assertThat(limited.text()).as(told).contains("room").doesNotContain("the program failed");
        RealProcess again = RealProcess.start(home, "resume");
        if (again.status() == Exit.FAILURE.bit()) {
            again = RealProcess.start(home, "plan");
        }
        assertThat(again.status())
                .as(told + limited.text() + again.text())
                .isEqualTo(Exit.DAMAGE.bit());
        return true;
    }

    /** A folder with a configuration. */
    private Path home() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-" + homes++));
        Files.writeString(home.resolve("reconciler.yaml"), platform.yaml());
        return home;
    }

    /** How long it takes where nothing disturbs it. */
    private Duration usual(Path home, String... command) throws Exception {
        RealProcess process = RealProcess.start(home, command);
        assertThat(process.status())
                .as(process.text())
                .isEqualTo(command[0].equals("plan") ? Exit.DAMAGE.bit() : 0);
        return Duration.between(process.began(), Instant.now());
    }

    /** Returns how often it was killed until it came to its end. */
    private int killAgainAndAgain(Path home, Duration usual, String... command) throws Exception {
        int kills = 0;
        String[] next = command;
        while (true) {
            RealProcess process = RealProcess.start(home, next);
            Duration age =
                    Duration.ofMillis((long) (usual.toMillis() * random.nextDouble(0.2, 1.0)));
            if (kills < KILLS_OF_ONE_RUN && process.kill(age)) {
                kills++;
                // Killed before there was a run, there is nothing to resume.
                next = hasBegun(home) ? new String[] {"resume"} : command;
            } else {
                String story = "seed " + seed + ", killed " + kills + " times: " + process.text();
                assertThat(process.status() != Exit.FAILURE.bit() || hadEnded(next, process))
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

    private static Path onlyPlan(Path home) throws IOException {
        try (Stream<Path> plans = Files.list(home.resolve("plans"))) {
            List<Path> all = plans.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    /** The plan that a run of the same moment makes within this JVM. */
    private Map<String, String> undisturbed(Path made) throws IOException {
        Instant moment = FrozenPlan.open(made).header().createdAt();
        Path home = folder.resolve("home-" + homes++);
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
        Outcome outcome =
                new Jobs(
                                platform.settings(
                                        home, LedgerAddress.inFolder(home.resolve("work")), GRACE),
                                Map.of("plan", PlanJob.class),
                                Watcher.none(),
                                surroundings)
                        .plan();
        assertThat(outcome.plan()).contains(made.getFileName().toString());
        return FolderPicture.of(home.resolve("plans").resolve(outcome.plan().orElseThrow()));
    }

    /** When we wrote a document is different each time. */
    private Map<String, BsonDocument> documents() {
        Map<String, BsonDocument> documents = platform.picture();
        documents.values().stream()
                .filter(this::isOurs)
                .forEach(document -> document.put(UPDATED_AT, BsonNull.VALUE));
        return documents;
    }

    private boolean isOurs(BsonDocument document) {
        return document.get(UPDATED_AT) instanceof BsonDateTime time
                && time.getValue() >= began.toEpochMilli();
    }

    private static JournalPicture journal(Path home, String plan) {
        try (Ledger ledger = Ledger.open(LedgerAddress.inFolder(home.resolve("work")))) {
            return JournalPicture.of(ledger, plan);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
