package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.storm.MongoProxy;
import dev.reconciler.storm.MongoStorm;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live database's answers go wrong while a plan is taken back: it is as on a calm day. */
class UndoInStormTest extends UndoTrials {
    private static final double SHARE = 0.3;
    private static final int FAULTS = 6;

    private MongoProxy proxy;

    @Override
    LedgerAddress fresh(Path home) {
        return LedgerAddress.inFolder(home.resolve("ledger"));
    }

    @Override
    SmallPlatform platform(Path place) throws IOException {
        SmallPlatform platform = super.platform(place);
        proxy = platform.behindProxy();
        return platform;
    }

    @Test
    void an_undo_in_a_storm_makes_the_plan_of_a_calm_day() {
        storms(1);
    }

    @Test
    @Tag("slow")
    void an_undo_in_any_storm_makes_the_plan_of_a_calm_day() {
        assertThat(storms(10)).as("faults").isPositive();
    }

    /** Returns how many answers went wrong: an undo asks little, so in a short storm none may. */
    private int storms(int number) {
        AtomicInteger faults = new AtomicInteger();
        Sweep.triedTimes(
                number, "undo: MongoDB's answers go wrong", seed -> faults.addAndGet(undo(seed)));
        return faults.get();
    }

    private int undo(long seed) {
        Trial trial = trial();
        long before = newestRun();
        MongoStorm storm = new MongoStorm(seed, SHARE, FAULTS);
        proxy.weather(storm);
        Optional<Outcome> outcome = Optional.empty();
        try {
            while (!hasEnded(before, outcome)) {
                assertThat(trial.story())
                        .as("goes on for ever")
                        .hasSizeLessThan(3 * MOST_PROCESSES);
                boolean hasBegun = newestRun() > before;
                Life life = Life.undisturbed();
                outcome =
                        hasBegun
                                ? trial.live(life, "resume", Jobs::resume)
                                : trial.live(life, "undo", undo(trial, life));
            }
            trial.story().add("seed " + seed + " " + storm.story());
        } finally {
            proxy.weather(MongoStorm.none());
        }
        comesToTheSame(trial, outcome);
        return storm.story().size();
    }
}
