package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A run of <i>apply</i> that is killed anywhere, or in which anything fails, and that goes on, ends
 * exactly as one that nothing disturbed.
 */
abstract class ApplyKillSuite extends ApplyTrials {

    @Test
    void every_step_has_effects_and_those_in_chunks_have_several() {
        assertThat(effects.steps()).contains("job", "admit", "write", "confirm", "report");
        // A step without a chunk has six.
        assertThat(List.of("write", "confirm", "report"))
                .allSatisfy(step ->
                        assertThat(effects.count(step + ": commit")).as(step).isGreaterThan(7));
        assertThat(expected.changes())
                .isNotEmpty()
                .allSatisfy((id, times) -> assertThat(times).isOne());
        assertThat(expected.exitStatus() & Exit.CONFLICT.bit()).isNotZero();
    }

    @Test
    void a_run_that_is_disturbed_anywhere_and_goes_on_comes_to_the_same() throws Exception {
        long seed = System.nanoTime();
        Random random = Effects.random(seed);
        for (int effect : effects.sample(12, random)) {
            disturb(effect, Effects.anyOf(random), seed + effect);
        }
    }

    /** Now and then the next process is disturbed as well. */
    void disturb(int effect, Ending ending, long seed) throws Exception {
        Sweep.tried("apply: " + ending.told(), seed, () -> goOnAfter(effect, ending, seed));
    }

    private void goOnAfter(int effect, Ending ending, long seed)
            throws IOException, InterruptedException {
        Random random = Effects.random(seed);
        Trial trial = trial();
        trial.story().add("seed " + seed);
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            Life life = Life.until(effect, ending);
            trial.live(life, "apply, " + ending, apply(trial, life));
            while (!hasCompleted(ledger)) {
                boolean disturbed = trial.story().size() < 4 && random.nextInt(3) == 0;
                life = disturbed ? effects.disturbed(random) : Life.undisturbed();
                boolean resumes = !ledger.runs().open().isEmpty() && random.nextBoolean();
                trial.live(
                        life,
                        resumes ? "resume" : "apply",
                        resumes ? Jobs::resume : apply(trial, life));
                assertThat(trial.story()).as("goes on for ever").hasSizeLessThan(MOST_PROCESSES);
            }
            comesToTheSame(trial, ledger);
        }
    }
}
