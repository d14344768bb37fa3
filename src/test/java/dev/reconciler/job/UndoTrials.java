package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.job.ledger.TakenBackTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of <i>undo</i> of one plan, and what one came to that nothing disturbed. The plan's process
 * was killed while it was applied, so that some of its writes have no result.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UndoTrials {
    static final int MOST_PROCESSES = 8;

    private Path folder;
    private SignedIncident incident;
    private Path applied;
    LedgerAddress address;
    Ledger ledger;
    private Map<String, BsonDocument> documents;
    private Map<String, String> expected;
    private String undo;
    Effects effects;
    Set<String> unsynced;
    private int trials;

    /** A ledger that was never used before. */
    abstract LedgerAddress fresh(Path home) throws IOException, InterruptedException;

    SmallPlatform platform(Path place) throws IOException {
        return SmallPlatform.start(place, 7, 40);
    }

    @BeforeAll
    void applyHalfAndUndoUndisturbed(@TempDir Path temporary)
            throws IOException, InterruptedException {
        folder = temporary;
        address = fresh(folder);
        incident = SignedIncident.on(platform(folder), folder, address);
        // Of the run's thread: a process that is gone says nothing.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        ledger = Ledger.open(address);
        applied = applyHalf();
        documents = incident.platform().picture();
        Trial trial = trial();
        Life life = Life.undisturbed();
        undo = trial.live(life, "undo", undo(trial, life)).orElseThrow().plan().orElseThrow();
        effects = new Effects(life.effects());
        unsynced = life.unsynced().below(trial.plans());
        expected = picture(trial);
        assertClosed(trial);
    }

    /** Two thirds of the writes are made; of the last there is no result. */
    private Path applyHalf() throws IOException, InterruptedException {
        Path other = folder.resolve("undisturbed");
        Trial undisturbed = incident.trial(other, fresh(other));
        Life life = Life.undisturbed();
        undisturbed.live(life, "apply", SignedIncident.apply(plan(undisturbed)));
        List<Integer> writes = new Effects(life.effects()).named("write deploys");
        Trial trial = incident.trial(folder.resolve("applied"), address);
        Life killed = Life.until(writes.get(writes.size() * 2 / 3), Ending.KILLED_AFTER);
        assertThat(trial.live(killed, "apply", SignedIncident.apply(plan(trial)))).isEmpty();
        assertThat(killed.isDead()).isTrue();
        return plan(trial);
    }

    @AfterAll
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        if (ledger != null) {
            ledger.close();
            incident.close();
        }
    }

    private Path plan(Trial trial) {
        return trial.plans().resolve(incident.plan().id());
    }

    /** As it was when the plan's process was killed. */
    Trial trial() {
        Path home = folder.resolve("trial-" + trials++);
        SignedIncident.copy(applied, home.resolve("plans").resolve(incident.plan().id()));
        ledger.jdbc().sql("DELETE FROM taken_back").update();
        ledger.jdbc()
                .sql("UPDATE run SET state = 'running' WHERE job = 'apply' AND plan = ?")
                .param(incident.plan().id())
                .update();
        return new Trial(incident.platform(), home, address);
    }

    Function<Jobs, Outcome> undo(Trial trial, Life life) {
        return SignedIncident.undo(plan(trial, life));
    }

    private Path plan(Trial trial, Life life) {
        return MortalFiles.of(trial.home(), life).resolve("plans").resolve(incident.plan().id());
    }

    private Map<String, String> picture(Trial trial) {
        Map<String, String> files = FolderPicture.of(trial.plans());
        files.keySet().removeIf(file -> file.endsWith("/apply.holder"));
        return files;
    }

    private void assertClosed(Trial trial) {
        assertThat(ledger.takenBack().by(incident.plan().id()))
                .as(trial.told())
                .extracting(TakenBackTable.By::plan)
                .containsExactly(undo);
        assertThat(ledger.runs().newest("apply", incident.plan().id()).orElseThrow().state())
                .as(trial.told())
                .isEqualTo(RunState.ABANDONED);
    }

    /** The same plan, the other one closed, and nothing else anywhere. */
    void comesToTheSame(Trial trial, Optional<Outcome> outcome) {
        assertThat(FolderPicture.difference(picture(trial), expected)).as(trial.told()).isEmpty();
        assertClosed(trial);
        assertThat(incident.platform().picture()).as(trial.told()).isEqualTo(documents);
        assertThat(trial.leftInWork()).as(trial.told()).isEmpty();
        assertThat(trial.hasGoodReasons()).as(trial.told()).isTrue();
        outcome.ifPresent(o -> assertThat(o.exitStatus()).as(trial.told()).isZero());
    }

    /** A process may also end when all is done, but for telling so. */
    boolean hasEnded(long before, Optional<Outcome> outcome) {
        return outcome.isPresent()
                || ledger.jdbc()
                        .sql("SELECT state FROM run WHERE id > ? ORDER BY id DESC LIMIT 1")
                        .param(before)
                        .query(String.class)
                        .optional()
                        .equals(Optional.of("completed"));
    }

    long newestRun() {
        return ledger.jdbc().sql("SELECT MAX(id) FROM run").query(Long.class).single();
    }
}
