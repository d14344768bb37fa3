package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.storm.LogOf;
import dev.reconciler.storm.MongoFault;
import dev.reconciler.storm.MongoProxy;
import dev.reconciler.storm.MongoStorm;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live database's answers go wrong while a plan is made: it is the one of a calm day. */
class PlanInStormTest extends PlanTrials {
    private static final double SHARE = 0.15;
    private static final int FAULTS = 6;

    private MongoProxy proxy;

    @Override
    LedgerAddress fresh(Path place) {
        return LedgerAddress.inFolder(place.resolve("ledger"));
    }

    @Override
    SmallPlatform platform(Path place) throws IOException {
        SmallPlatform platform = super.platform(place);
        proxy = platform.behindProxy();
        return platform;
    }

    @Test
    void a_plan_made_in_a_storm_is_the_one_of_a_calm_day() {
        storms(1);
    }

    @Test
    @Tag("slow")
    void a_plan_made_in_any_storm_is_the_one_of_a_calm_day() {
        storms(12);
    }

    private void storms(int number) {
        Sweep.triedTimes(number, "plan: MongoDB's answers go wrong", this::plan);
    }

    private void plan(long seed) {
        Trial trial = trial();
        MongoStorm storm = new MongoStorm(seed, SHARE, FAULTS);
        proxy.weather(storm);
        Optional<Outcome> outcome;
        try (LogOf log = new LogOf("dev.reconciler")) {
            outcome = trial.live(Life.undisturbed(), "plan", Jobs::plan);
            while (outcome.isEmpty()) {
                assertThat(trial.story())
                        .as("goes on for ever")
                        .hasSizeLessThan(3 * MOST_PROCESSES);
                outcome = trial.live(Life.undisturbed(), "resume", Jobs::resume);
            }
            trial.story().add("seed " + seed + " " + storm.story());
            // The first of all may end the run, which says so itself.
            boolean isTold =
                    trial.story().size() > 2 || !log.lines().isEmpty() || isHarmless(storm);
            assertThat(isTold).as("retries are in the log: " + trial.told()).isTrue();
        } finally {
            proxy.weather(MongoStorm.none());
        }
        comesToTheSame(trial, outcome);
    }

    private static boolean isHarmless(MongoStorm storm) {
        return storm.story().stream().allMatch(fault -> fault.endsWith(MongoFault.SLOW.name()));
    }
}
