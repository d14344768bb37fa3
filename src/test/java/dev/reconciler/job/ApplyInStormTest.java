package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.storm.LogOf;
import dev.reconciler.storm.MongoProxy;
import dev.reconciler.storm.MongoStorm;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The live database's answers go wrong while a plan is applied: each document is written once, and
 * all is as on a calm day.
 */
class ApplyInStormTest extends ApplyTrials {
    private static final double SHARE = 0.15;
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
    void an_apply_in_a_storm_comes_to_what_it_does_on_a_calm_day() throws Exception {
        storms(1);
    }

    @Test
    @Tag("slow")
    void an_apply_in_any_storm_comes_to_what_it_does_on_a_calm_day() throws Exception {
        storms(12);
    }

    private void storms(int number) throws Exception {
        Sweep.triedTimes(number, "apply: MongoDB's answers go wrong", this::apply);
    }

    private void apply(long seed) throws IOException, InterruptedException {
        Trial trial = trial();
        MongoStorm storm = new MongoStorm(seed, SHARE, FAULTS);
        trial.story().add("seed " + seed);
        try (Ledger ledger = Ledger.open(trial.ledger());
                LogOf log = new LogOf("dev.reconciler")) {
            proxy.weather(storm);
            while (!hasCompleted(ledger)) {
                assertThat(trial.story())
                        .as("goes on for ever")
                        .hasSizeLessThan(3 * MOST_PROCESSES);
                Life life = Life.undisturbed();
                trial.live(life, "apply", apply(trial, life));
            }
            proxy.weather(MongoStorm.none());
            trial.story().add(storm.story() + " " + log.lines());
            comesToTheSame(trial, ledger);
        } finally {
            proxy.weather(MongoStorm.none());
        }
    }
}
