package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.storm.Sweep;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A run of <i>undo</i> that is killed anywhere, or in which anything fails, and that goes on, makes
 * exactly the plan of one that nothing disturbed; the platform is never written, and the plan that
 * is taken back is closed.
 */
abstract class UndoKillSuite extends UndoTrials {

    @Test
    void every_step_has_effects() {
        assertThat(effects.steps()).contains("job", "verify", "turn", "guard", "freeze", "report");
    }

    /** Who had the plan that it takes back may be forgotten. */
    @Test
    void a_power_cut_takes_nothing_of_what_a_run_that_has_completed_left() {
        assertThat(unsynced).allMatch(file -> file.endsWith("/apply.holder"));
    }

    @Test
    void a_run_that_is_disturbed_anywhere_and_goes_on_makes_the_same_plan() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int effect : effects.sample(12, random)) {
            disturb(effect, Effects.anyOf(random), seed);
        }
    }

    /**
     * Now and then the next process is disturbed as well, or the operator begins anew.
     *
     * @param seed says when, together with the effect
     */
    void disturb(int effect, Ending ending, long seed) {
        Sweep.tried(
                "undo: " + ending.told(),
                seed,
                () -> goOnAfter(Life.until(effect, ending), ending.toString(), effect, seed));
    }

    @Test
    void a_run_whose_ledger_goes_away_and_comes_back_makes_the_same_plan() {
        cut(3);
    }

    void cut(int times) {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int i = 0; i < times; i++) {
            int effect = random.nextInt(effects.names().size());
            Life life = Life.meeting(effect, () -> Ledgers.cut(ledger, address));
            Sweep.tried(
                    "undo: the ledger's connections were cut",
                    seed,
                    () -> goOnAfter(life, "ledger cut", effect, seed));
        }
    }

    private void goOnAfter(Life first, String how, int effect, long seed) {
        Random random = Effects.random(seed + effect);
        Trial trial = trial();
        trial.story().add("seed " + seed);
        long before = newestRun();
        Life life = first;
        Optional<Outcome> outcome = trial.live(life, "undo, " + how, undo(trial, life));
        while (!hasEnded(before, outcome)) {
            boolean disturbed = trial.story().size() < 4 && random.nextInt(3) == 0;
            life = disturbed ? effects.disturbed(random) : Life.undisturbed();
            boolean anew = newestRun() == before || random.nextInt(6) == 0;
            outcome =
                    anew
                            ? trial.live(life, "undo", undo(trial, life))
                            : trial.live(life, "resume", Jobs::resume);
            assertThat(trial.story()).as("goes on for ever").hasSizeLessThan(MOST_PROCESSES);
        }
        comesToTheSame(trial, outcome);
    }
}
