package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs of <i>plan</i> over one platform, and what one came to that nothing disturbed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlanTrials {
    static final int MOST_PROCESSES = 8;

    private Path folder;
    SmallPlatform platform;
    LedgerAddress address;
    Ledger ledger;
    Effects effects;
    Set<String> unsynced;
    Map<String, String> expected;
    Outcome undisturbed;
    Function<Jobs, Outcome> plan = Jobs::plan;
    private int trials;

    /** A ledger that was never used before. */
    abstract LedgerAddress fresh(Path folder) throws IOException, InterruptedException;

    /**
     * What is asked of each first process.
     *
     * @param trial to find out what the platform has
     */
    Function<Jobs, Outcome> asked(Trial trial, Path place) throws IOException {
        return Jobs::plan;
    }

    SmallPlatform platform(Path place) throws IOException {
        return SmallPlatform.start(place, 7, 40);
    }

    @BeforeAll
    void runUndisturbed(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        address = fresh(folder);
        platform = platform(folder);
        // Held open all the while, since H2 takes its time to open and to close a file.
        ledger = Ledger.open(address);
        // Of the run's thread: a process that is gone says nothing.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        plan = asked(trial(), folder);
        Trial trial = trial();
        Life life = Life.undisturbed();
        undisturbed = trial.live(life, "plan", plan).orElseThrow();
        effects = new Effects(life.effects());
        unsynced = life.unsynced().below(trial.plans());
        expected = FolderPicture.of(trial.plans());
        assertThat(trial.leftInWork()).isEmpty();
    }

    @AfterAll
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        if (ledger != null) {
            ledger.close();
            platform.close();
        }
    }

    Trial trial() {
        return new Trial(platform, folder.resolve("trial-" + trials++), address);
    }

    /** Every byte of the plan's folder is the same, and nothing else is left. */
    void comesToTheSame(Trial trial, Optional<Outcome> outcome) {
        assertThat(FolderPicture.difference(FolderPicture.of(trial.plans()), expected))
                .as(trial.told())
                .isEmpty();
        assertThat(trial.leftInWork()).as(trial.told()).isEmpty();
        assertThat(trial.hasGoodReasons()).as(trial.told()).isTrue();
        outcome.ifPresent(o ->
                assertThat(o.exitStatus()).as(trial.told()).isEqualTo(undisturbed.exitStatus()));
    }
}
