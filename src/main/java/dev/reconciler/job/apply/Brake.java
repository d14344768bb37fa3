package dev.reconciler.job.apply;

import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Gate;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.Bounds;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Problem;
import java.nio.file.Files;
import java.util.Optional;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.ThreadStepInterruptionPolicy;

/**
 * What holds the writing up while it goes on, or ends it: a file that pauses it, a rate, too many
 * conflicts, somebody who still damages deploys, the wish to stop. Between two entries it is asked
 * whether the next one may have its turn; it waits between chunks only, where no transaction is
 * open.
 */
class Brake implements StepInterruptionPolicy, Gate {
    /** Fewer entries than that make no share. */
    private static final int ENOUGH = 20;

    /** Fewer conflicts than that happen on any platform at work. */
    private static final int FEW = 10;

    private static final long LOOK_MILLIS = 100;
    private static final double CHUNK_SECONDS = 1;
    private static final double NANOS = 1e9;

    private final StepInterruptionPolicy usual = new ThreadStepInterruptionPolicy();
    private final Run run;
    private final Bounds bounds;
    private final int chunk;
    private final Admission admission;
    private final Watch watch;
    private Optional<Problem> reason = Optional.empty();
    private boolean saysSo;
    private long entries;
    private long conflicts;
    private long lookedAt;
    private long nextAt = System.nanoTime();

    Brake(Settings settings, Run run, Chunks chunks, Admission admission, Watch watch) {
        this.run = run;
        this.bounds = settings.bounds().with(Admission.options(run));
        this.chunk = chunks.write();
        this.admission = admission;
        this.watch = watch;
    }

    @Override
    public boolean isOpen() {
        return reason.isEmpty() && !run.isStopping() && !isPaused();
    }

    private boolean isPaused() {
        return bounds.pauseFile().filter(Files::exists).isPresent();
    }

    /** How many entries a chunk may have: no more than the rate allows in a second. */
    int most() {
        return bounds.maxWritesPerSecond()
                .map(rate -> (int) Math.clamp(rate * CHUNK_SECONDS, 1, chunk))
                .orElse(chunk);
    }

    @Override
    public void passed(EntryOutcome outcome) {
        if (outcome.results().isEmpty()) {
            return;
        }
        entries++;
        conflicts += outcome.holds() ? 0 : 1;
        if (entries >= ENOUGH && conflicts >= FEW && conflicts > bounds.maxConflicts() * entries) {
            pull(tooManyConflicts());
        }
        long writes =
                outcome.results().stream().filter(WriteResult.Applied.class::isInstance).count();
        bounds.maxWritesPerSecond()
                .ifPresent(rate ->
                        nextAt =
                                Math.max(nextAt, System.nanoTime())
                                        + (long) (writes * NANOS / rate));
    }

    /** Ends the run once the chunk in hand is committed, for the first of such reasons. */
    void pull(Problem problem) {
        reason = reason.or(() -> Optional.of(problem));
    }

    private Problem tooManyConflicts() {
        return new Problem(
                "too many writes meet a conflict: the platform is no longer as the plan saw it",
                "%,d of the last %,d entries, more than %.0f %%"
                        .formatted(conflicts, entries, bounds.maxConflicts() * 100),
                "Nothing more is written. See which (conflicts.jsonl in the plan's folder), and plan again; where it is as it should be, go on: the same command again, with a larger max-conflicts");
    }

    @Override
    public void checkInterrupted(StepExecution step) throws JobInterruptedException {
        refuseToGoOn();
        while (!run.isStopping() && waits()) {
            sleep();
        }
        run.pause(false);
        lookWhere(watch.isDue() && !run.isStopping());
        refuseToGoOn();
        if (run.isStopping()) {
            step.setTerminateOnly();
        }
        usual.checkInterrupted(step);
    }

    private void refuseToGoOn() {
        reason.ifPresent(problem -> {
            throw problem;
        });
    }

    /** All is written, perhaps in less time than there is between two looks. */
    void written() {
        lookWhere(true);
        refuseToGoOn();
    }

    /**
     * Not where nothing was written since the last look: what is written may be brought to its end.
     */
    private void lookWhere(boolean isDue) {
        if (isDue && entries > lookedAt) {
            lookedAt = entries;
            watch.look(admission.plan(), admission.course()).ifPresent(this::pull);
        }
    }

    private boolean waits() {
        boolean paused = isPaused();
        if (paused && !saysSo) {
            run.progress()
                    .say(
                            "paused",
                            "while there is %s: remove it to go on"
                                    .formatted(bounds.pauseFile().orElseThrow()));
        }
        saysSo = paused;
        run.pause(paused);
        return paused || System.nanoTime() - nextAt < 0;
    }

    private static void sleep() throws JobInterruptedException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobInterruptedException("interrupted while it was held up");
        }
    }
}
