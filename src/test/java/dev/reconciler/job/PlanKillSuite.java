package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.model.Problem;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A run of <i>plan</i> that is killed anywhere, or in which anything fails, and that goes on, ends
 * exactly as one that nothing disturbed.
 */
abstract class PlanKillSuite extends PlanTrials {

    @Test
    void every_step_has_effects_and_those_in_chunks_have_several() {
        assertThat(effects.steps())
                .contains(
                        "job", "survey", "stage", "compare", "recheck", "verify", "decide",
                        "freeze", "report");
        // A step without a chunk has six.
        assertThat(List.of("compare", "recheck", "verify", "decide", "report"))
                .allSatisfy(step ->
                        assertThat(effects.count(step + ": commit")).as(step).isGreaterThan(7));
    }

    /** How many effects are disturbed. */
    int disturbances() {
        return 12;
    }

    @Test
    void a_power_cut_takes_nothing_of_what_a_run_that_has_completed_left() {
        assertThat(unsynced).isEmpty();
    }

    @Test
    void a_run_that_is_disturbed_anywhere_and_goes_on_gives_the_same_plan() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int effect : effects.sample(disturbances(), random)) {
            disturb(effect, Effects.anyOf(random), seed);
        }
    }

    /**
     * Now and then the next process is disturbed as well, or the operator begins anew instead of
     * going on.
     *
     * @param seed says when, together with the effect
     */
    void disturb(int effect, Ending ending, long seed) {
        Sweep.tried(
                "plan: " + ending.told(),
                seed,
                () -> goOnAfter(Life.until(effect, ending), ending.toString(), effect, seed));
    }

    @Test
    void a_run_whose_ledger_goes_away_and_comes_back_goes_on_to_the_same_plan() {
        cut(3);
    }

    void cut(int times) {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int i = 0; i < times; i++) {
            int effect = random.nextInt(effects.names().size());
            Life life = Life.meeting(effect, () -> Ledgers.cut(ledger, address));
            Sweep.tried(
                    "plan: the ledger's connections were cut",
                    seed,
                    () -> goOnAfter(life, "ledger cut", effect, seed));
        }
    }

    private void goOnAfter(Life first, String how, int effect, long seed) {
        Random random = Effects.random(seed + effect);
        Trial trial = trial();
        trial.story().add("seed " + seed);
        long before = newestRun();
        Optional<Outcome> outcome = trial.live(first, "plan, " + how, plan);
        while (!hasEnded(before, outcome)) {
            boolean disturbed = trial.story().size() < 4 && random.nextInt(3) == 0;
            Life life = disturbed ? effects.disturbed(random) : Life.undisturbed();
            boolean anew = ledger.runs().open().isEmpty() || random.nextInt(6) == 0;
            outcome =
                    anew
                            ? trial.live(life, "plan", plan)
                            : trial.live(life, "resume", Jobs::resume);
            assertThat(trial.story()).as("goes on for ever").hasSizeLessThan(MOST_PROCESSES);
        }
        comesToTheSame(trial, outcome);
    }

    /** A process may also end when all is done, but for telling so. */
    private boolean hasEnded(long before, Optional<Outcome> outcome) {
        return outcome.isPresent()
                || ledger.jdbc()
                        .sql("SELECT state FROM run WHERE id > ? ORDER BY id DESC LIMIT 1")
                        .param(before)
                        .query(String.class)
                        .optional()
                        .equals(Optional.of("completed"));
    }

    private long newestRun() {
        return ledger.jdbc().sql("SELECT MAX(id) FROM run").query(Long.class).single();
    }

    @Test
    void a_resume_is_refused_while_a_source_is_another_one() throws IOException {
        Trial trial = killedIn("compare: commit");
        FileTime before = Files.getLastModifiedTime(platform.snapshotOfDeploys());
        Files.setLastModifiedTime(platform.snapshotOfDeploys(), FileTime.from(Trial.NOW));

        Outcome refused = trial.jobs(Life.undisturbed()).resume();

        Files.setLastModifiedTime(platform.snapshotOfDeploys(), before);
        assertThat(refused.problem().map(Problem::what))
                .contains("a source has changed since the run began");
        assertThat(trial.jobs(Life.undisturbed()).resume().end()).isEqualTo(End.COMPLETED);
        assertThat(FolderPicture.of(trial.plans())).isEqualTo(expected);
    }

    @Test
    void a_resume_is_refused_with_another_configuration() {
        Trial trial = killedIn("decide: commit");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(
                        () -> trial.with(Duration.ofMinutes(11)).jobs(Life.undisturbed()).resume())
                .withMessageContaining("the configuration has changed");
        assertThat(trial.jobs(Life.undisturbed()).resume().end()).isEqualTo(End.COMPLETED);
    }

    Trial killedIn(String effect) {
        Trial trial = trial();
        Life life = Life.until(effects.names().lastIndexOf(effect), Ending.KILLED_AFTER);
        assertThat(trial.live(life, "plan", plan)).isEmpty();
        assertThat(ledger.runs().open()).hasSize(1);
        return trial;
    }
}
