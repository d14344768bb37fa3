package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed anywhere, or in which anything fails, and that goes on, ends exactly as one
 * that nothing disturbed: every byte of the plan's folder is the same, and nothing else is left.
 */
class PlanKillTest {
    private static final Chunks SMALL = new Chunks(25, 7, 9, 5, 8, 3);
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");
    private static final int SAMPLE = 12;

    @TempDir static Path folder;

    private static SmallPlatform platform;
    private static Ledger ledger;
    private static List<String> effects;
    private static Map<String, String> expected;
    private static Outcome undisturbed;

    private int trials;

    @BeforeAll
    static void runUndisturbed() throws IOException {
        platform = SmallPlatform.start(folder, 7, 40);
        // Held open all the while, since H2 takes its time to open and to close a file.
        ledger = Ledger.open(address());
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
        Trial trial = new Trial("undisturbed", GRACE);
        Life life = Life.undisturbed();
        undisturbed = trial.jobs(life).plan();
        assertThat(undisturbed.problem()).isEmpty();
        effects = life.effects();
        expected = FolderPicture.of(trial.home.resolve("plans"));
        assertThat(trial.leftInWork()).isEmpty();
    }

    private static LedgerAddress address() {
        return LedgerAddress.inFolder(folder.resolve("ledger"));
    }

    @AfterAll
    static void close() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        ledger.close();
        platform.close();
    }

    /** One run with all that becomes of it, in folders of its own. */
    private static final class Trial {
        private final Path home;
        private final Duration grace;

        Trial(String name, Duration grace) {
            this.home = folder.resolve(name);
            this.grace = grace;
        }

        Jobs jobs(Life life) {
            Surroundings surroundings =
                    new Surroundings(
                            address ->
                                    Ledgers.open(
                                            address,
                                            real -> new MortalConnections(real, life, NOW)),
                            Ledgers::vanished,
                            SMALL);
            return new Jobs(
                    platform.settings(MortalFiles.of(home, life), address(), grace),
                    Map.of("plan", PlanJob.class),
                    Watcher.none(),
                    surroundings);
        }

        Optional<RunRecord> open() {
            return ledger.runs().open().stream().findFirst();
        }

        Set<String> leftInWork() {
            Set<String> left = new LinkedHashSet<>(FolderPicture.of(home.resolve("work")).keySet());
            left.removeAll(Set.of("/", "runs/", "status.json"));
            return left;
        }
    }

    @Test
    void a_run_that_ends_at_any_effect_and_goes_on_gives_the_same_plan() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int effect : sample(random)) {
            disturb(effect, anyOf(random), seed + effect);
        }
    }

    /** What is killed after one effect is killed before the next. */
    @Test
    @Tag("slow")
    void a_run_that_is_killed_or_fails_at_every_commit_and_goes_on_gives_the_same_plan() {
        for (int effect = 0; effect < effects.size(); effect++) {
            if (effects.get(effect).endsWith("commit")) {
                disturb(effect, Ending.KILLED_AFTER, effect);
                disturb(effect, effect % 2 == 0 ? Ending.FAILED : Ending.FAILED_AFTER, effect);
            }
        }
    }

    @Test
    @Tag("slow")
    void a_run_that_ends_at_every_kind_of_work_on_a_file_and_goes_on_gives_the_same_plan() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> shuffled = new ArrayList<>(all());
        Collections.shuffle(shuffled, random);
        Set<String> kinds = new HashSet<>();
        shuffled.stream()
                .filter(effect -> !effects.get(effect).endsWith("commit"))
                .filter(effect -> kinds.add(effects.get(effect)))
                .forEach(effect -> disturb(effect, anyOf(random), seed + effect));
    }

    private static Ending anyOf(Random random) {
        return Ending.values()[random.nextInt(Ending.values().length)];
    }

    private static List<Integer> all() {
        return IntStream.range(0, effects.size()).boxed().toList();
    }

    /** At least one effect of each step, and others. */
    private static List<Integer> sample(Random random) {
        List<Integer> shuffled = new ArrayList<>(all());
        Collections.shuffle(shuffled, random);
        Set<String> steps = new HashSet<>();
        Set<Integer> sample = new LinkedHashSet<>();
        shuffled.stream().filter(effect -> steps.add(step(effect))).forEach(sample::add);
        shuffled.stream().limit(SAMPLE - steps.size()).forEach(sample::add);
        return List.copyOf(sample);
    }

    private static String step(int effect) {
        return effects.get(effect).replaceAll(":.*", "");
    }

    private void disturb(int effect, Ending ending, long seed) {
        Random random = new Random(seed);
        Trial trial = new Trial("trial-" + trials++, GRACE);
        List<String> story = new ArrayList<>();
        Life life = Life.until(effect, ending);
        Optional<Outcome> outcome = live(life, trial.jobs(life), true, story);
        while (trial.open().isPresent() || outcome.isEmpty()) {
            boolean anew = trial.open().isEmpty() || random.nextInt(6) == 0;
            life =
                    story.size() < 3 && random.nextInt(3) == 0
                            ? Life.until(random.nextInt(effects.size()), anyOf(random))
                            : Life.undisturbed();
            outcome = live(life, trial.jobs(life), anew, story);
            assertThat(story).as("goes on for ever").hasSizeLessThan(8);
            if (outcome.isEmpty() && hasCompleted(trial)) {
                break;
            }
        }
        String told = "seed " + seed + ": " + String.join("; then ", story);
        assertThat(FolderPicture.of(trial.home.resolve("plans"))).as(told).isEqualTo(expected);
        assertThat(trial.leftInWork()).as(told).isEmpty();
        outcome.ifPresent(
                o -> assertThat(o.exitStatus()).as(told).isEqualTo(undisturbed.exitStatus()));
    }

    private static boolean hasCompleted(Trial trial) {
        return trial.open().isEmpty()
                && FolderPicture.of(trial.home.resolve("plans")).equals(expected);
    }

    /** Empty where the process did not live to tell. */
    private static Optional<Outcome> live(Life life, Jobs jobs, boolean anew, List<String> story) {
        try {
            Outcome outcome = anew ? jobs.plan() : jobs.resume();
            story.add(told(life, anew) + " " + outcome.end() + outcome.problem());
            return outcome.end() == End.COMPLETED ? Optional.of(outcome) : Optional.empty();
        } catch (Life.Killed | RuntimeException e) {
            story.add(told(life, anew) + " " + e);
            return Optional.empty();
        }
    }

    private static String told(Life life, boolean anew) {
        return (anew ? "plan" : "resume") + life.last().map(at -> ", ended at " + at).orElse("");
    }

    @Test
    void there_is_an_effect_in_every_step_and_more_than_one_chunk() {
        assertThat(effects.stream().map(e -> e.replaceAll(":.*", "")).distinct())
                .contains(
                        "job", "survey", "stage", "compare", "recheck", "verify", "decide",
                        "freeze", "report");
        assertThat(List.of("compare", "recheck", "verify", "decide", "report"))
                .allSatisfy(step ->
                        assertThat(effects.stream().filter((step + ": commit")::equals).count())
                                .as(step)
                                .isGreaterThan(6));
    }

    @Test
    void a_resume_is_refused_while_a_source_is_another_one() throws IOException {
        Trial trial = killedIn("compare: commit");
        FileTime before = Files.getLastModifiedTime(platform.snapshotOfDeploys());
        Files.setLastModifiedTime(platform.snapshotOfDeploys(), FileTime.from(NOW));

        Outcome refused = trial.jobs(Life.undisturbed()).resume();

        Files.setLastModifiedTime(platform.snapshotOfDeploys(), before);
        assertThat(refused.problem().map(Problem::what))
                .contains("a source has changed since the run began");
        assertThat(trial.jobs(Life.undisturbed()).resume().end()).isEqualTo(End.COMPLETED);
        assertThat(FolderPicture.of(trial.home.resolve("plans"))).isEqualTo(expected);
    }

    @Test
    void a_resume_is_refused_with_another_configuration() {
        Trial trial = killedIn("decide: commit");
        Trial changed = new Trial(trial.home.getFileName().toString(), GRACE.plusMinutes(1));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> changed.jobs(Life.undisturbed()).resume())
                .withMessageContaining("the configuration has changed");
        assertThat(trial.jobs(Life.undisturbed()).resume().end()).isEqualTo(End.COMPLETED);
    }

    private Trial killedIn(String what) {
        Trial trial = new Trial("refused-" + what.replaceAll("\\W", ""), GRACE);
        Life life = Life.until(effects.lastIndexOf(what), Ending.KILLED_AFTER);
        assertThat(live(life, trial.jobs(life), true, new ArrayList<>())).isEmpty();
        assertThat(trial.open()).isPresent();
        return trial;
    }
}
