package dev.reconciler.job;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.LedgerAddress;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class H2UndoKillTest extends UndoKillSuite {

    @Override
    LedgerAddress fresh(Path home) {
        return LedgerAddress.inFolder(home.resolve("ledger"));
    }

    /** What is killed after one effect is killed before the next. */
    @Test
    @Tag("slow")
    void a_run_that_is_killed_or_fails_at_any_commit_and_goes_on_makes_the_same_plan() {
        for (int effect : effects.named(": commit")) {
            disturb(effect, Ending.KILLED_AFTER, 0);
            disturb(effect, effect % 2 == 0 ? Ending.FAILED : Ending.FAILED_AFTER, 0);
        }
    }

    @Test
    @Tag("slow")
    void a_run_that_is_disturbed_in_any_kind_of_work_on_a_file_makes_the_same_plan() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int effect : effects.oneOfEachKind(random)) {
            disturb(effect, Effects.anyOf(random), seed);
        }
    }

    /** The disk is full, or the ledger is gone, from any moment on. */
    @Test
    @Tag("slow")
    void a_run_for_which_nothing_works_any_more_makes_the_same_plan_once_it_does() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = Effects.random(seed);
        for (int effect : effects.sample(15, random)) {
            disturb(effect, Ending.FAILED_EVER_AFTER, seed);
        }
    }

    @Test
    @Tag("slow")
    void a_run_whose_ledger_goes_away_at_any_moment_makes_the_same_plan() {
        cut(15);
    }
}
