package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Unfinished;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A run of <i>apply</i> that is killed anywhere, or in which anything fails, and that goes on, ends
 * exactly as one that nothing disturbed.
 */
abstract class ApplyKillSuite extends ApplyTrials {

    @Test
    void every_step_has_effects_and_those_in_chunks_have_several() {
        assertThat(effects.steps())
                .contains("job", "admit", "canary", "write", "confirm", "report");
        // A step without a chunk has six.
        assertThat(List.of("write", "confirm", "report"))
                .allSatisfy(step ->
                        assertThat(effects.count(step + ": commit")).as(step).isGreaterThan(7));
        assertThat(expected.changes())
                .isNotEmpty()
                .allSatisfy((id, times) -> assertThat(times).isOne());
        assertThat(expected.exitStatus() & Exit.CONFLICT.bit()).isNotZero();
    }

    /** Who had the plan may be forgotten. */
    @Test
    void a_power_cut_takes_nothing_of_what_a_run_that_has_completed_left() {
        assertThat(unsynced).containsExactly(plan.id() + "/apply.holder");
    }

    @Test
    void a_run_that_is_disturbed_anywhere_and_goes_on_comes_to_the_same() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int effect : effects.sample(12, random)) {
            disturb(effect, Effects.anyOf(random), seed);
        }
    }

    @Test
    void a_plan_is_not_unfinished_for_ever_where_its_run_ends_just_before_saying_so()
            throws Exception {
        int saying = effects.named("delete " + Unfinished.FILE).getLast();
        disturb(saying, Ending.KILLED_BEFORE, 0);
        disturb(saying, Ending.FAILED, 0);
    }

    @Test
    void what_was_backed_up_before_a_kill_is_missed_where_all_of_it_is_taken_away()
            throws Exception {
        Trial trial = trial();
        Life life = Life.until(effects.named("write deploys").getLast(), Ending.KILLED_AFTER);
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            trial.live(life, "apply", apply(trial, life));
            assertThat(wholeEntries(trial, ledger)).isPositive();
            int taken =
                    ledger.jdbc()
                            .sql(
                                    "DELETE FROM backup WHERE entry NOT IN (SELECT entry FROM entry_result)")
                            .update();
            assertThat(taken).isPositive();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> wholeEntries(trial, ledger))
                    .withMessageContaining("a part of the record of this plan is missing")
                    .withMessageContaining("table backup, last rows");
        }
    }

    /**
     * Now and then the next process is disturbed as well.
     *
     * @param seed says when, together with the effect
     */
    void disturb(int effect, Ending ending, long seed) throws Exception {
        Sweep.tried(
                "apply: " + ending.told(),
                seed,
                () ->
                        goOnAfter(
                                (trial, ledger) -> Life.until(effect, ending),
                                ending.toString(),
                                effect,
                                seed));
    }

    @Test
    void a_run_whose_ledger_goes_away_and_comes_back_comes_to_the_same() throws Exception {
        cut(3);
    }

    void cut(int times) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int i = 0; i < times; i++) {
            int effect = random.nextInt(effects.names().size());
            Sweep.tried(
                    "apply: the ledger's connections were cut",
                    seed,
                    () ->
                            goOnAfter(
                                    (trial, ledger) ->
                                            Life.meeting(
                                                    effect,
                                                    () -> Ledgers.cut(ledger, trial.ledger())),
                                    "ledger cut",
                                    effect,
                                    seed));
        }
    }

    private void goOnAfter(BiFunction<Trial, Ledger, Life> first, String how, int effect, long seed)
            throws IOException, InterruptedException {
        Random random = Effects.random(seed + effect);
        Trial trial = trial();
        trial.story().add("seed " + seed);
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            Life life = first.apply(trial, ledger);
            trial.live(life, "apply, " + how, apply(trial, life));
            isBackedUp(trial, ledger);
            while (!hasCompleted(ledger)) {
                boolean disturbed = trial.story().size() < 4 && random.nextInt(3) == 0;
                life = disturbed ? effects.disturbed(random) : Life.undisturbed();
                boolean resumes = !ledger.runs().open().isEmpty() && random.nextBoolean();
                trial.live(
                        life,
                        resumes ? "resume" : "apply",
                        resumes ? Jobs::resume : apply(trial, life));
                isBackedUp(trial, ledger);
                assertThat(trial.story()).as("goes on for ever").hasSizeLessThan(MOST_PROCESSES);
            }
            comesToTheSame(trial, ledger);
        }
    }

    @Test
    void a_plan_that_is_applied_in_parts_comes_to_the_same_however_each_is_disturbed()
            throws Exception {
        Sweep.triedTimes(3, "apply in parts", this::applyInParts);
    }

    private void applyInParts(long seed) throws IOException, InterruptedException {
        Random random = Effects.random(seed);
        Trial trial = trial();
        trial.story().add("seed " + seed);
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            for (ApplyOptions part : parts()) {
                int before = completed(ledger);
                while (completed(ledger) == before) {
                    boolean disturbed = trial.story().size() < 8 && random.nextInt(4) > 0;
                    Life life = disturbed ? effects.disturbed(random) : Life.undisturbed();
                    trial.live(life, "apply a part", apply(trial, life, part));
                    assertThat(trial.story())
                            .as("goes on for ever")
                            .hasSizeLessThan(2 * MOST_PROCESSES);
                }
            }
            comesToTheSameInParts(trial, ledger);
        }
    }

    /** A tier, with a site of it before the others, and then what was left out. */
    private List<ApplyOptions> parts() {
        try (Stream<Entry> all = plan.entries()) {
            List<Entry> writing = all.filter(entry -> !entry.writes().isEmpty()).toList();
            Entry middle = writing.get(writing.size() / 2);
            List<String> site = middle.site().map(Id::text).stream().toList();
            return List.of(
                    ApplyOptions.only(List.of(), List.of(), List.of(middle.tier()), site),
                    ApplyOptions.NONE);
        }
    }

    private static int completed(Ledger ledger) {
        return ledger.jdbc()
                .sql("SELECT COUNT(*) FROM run WHERE job = 'apply' AND state = 'completed'")
                .query(Integer.class)
                .single();
    }
}
