package dev.reconciler.job;

import dev.reconciler.job.ledger.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.job.JobInterruptedException;

/** The run that goes on in this process, for its steps. One context, one run. */
public final class Run {
    private final long id;
    private final Request request;
    private final RunFolder folder;
    private final Ledger ledger;
    private final Progress progress;
    private final AtomicBoolean stop;
    private volatile boolean paused;

    Run(
            long id,
            Request request,
            RunFolder folder,
            Ledger ledger,
            Progress progress,
            AtomicBoolean stop) {
        this.id = id;
        this.request = request;
        this.folder = folder;
        this.ledger = ledger;
        this.progress = progress;
        this.stop = stop;
    }

    /** Its number in the ledger; rows of a run carry it. The same after a restart. */
    public long id() {
        return id;
    }

    /** When the run began, whichever processes it took since: the time that its plan is of. */
    public Instant startedAt() {
        return ledger.runs().get(id).startedAt();
    }

    /** What was asked for. */
    public Request request() {
        return request;
    }

    /** Where its sorted files are. The same after a restart. */
    public RunFolder folder() {
        return folder;
    }

    /** Where steps tell how far they are. */
    public Progress progress() {
        return progress;
    }

    /**
     * Whether somebody wishes the run to stop. Chunk steps are stopped for them; long tasklets ask,
     * between pieces of work.
     */
    public boolean isStopping() {
        return stop.get();
    }

    /** Says whether somebody has paused the run. */
    public void pause(boolean isPaused) {
        paused = isPaused;
    }

    /** Whether it waits because somebody has paused it. */
    boolean isPaused() {
        return paused;
    }

    /** Asks for it. */
    void stop() {
        stop.set(true);
    }

    /** For tasklets: ends the step as stopped where {@link #isStopping}. */
    public void checkStop() throws JobInterruptedException {
        if (isStopping()) {
            throw new JobInterruptedException("stopped between two pieces of work");
        }
    }

    /**
     * What the sources are. To be called at every start of the run, before anything is read: the
     * first call is remembered, later ones are compared with it.
     *
     * @param fingerprints by the source's name for people
     * @throws dev.reconciler.model.Problem when a source is not what it was when the run began
     */
    public void sources(Map<String, String> fingerprints) {
        ledger.runs().sameSources(id, fingerprints);
    }

    /** Where a step of this run had come to; empty where it begins. */
    public Optional<String> position(String name) {
        return ledger.positions(id).get(name);
    }

    /** A step has come so far: to be called in the transaction of the chunk that it holds for. */
    public void position(String name, String reached) {
        ledger.positions(id).keep(name, reached);
    }

    /** Adds to the exit status. It is kept in the ledger at once. */
    public void exit(Exit exit) {
        ledger.runs().addExit(id, exit.bit());
    }

    /** The plan that was frozen, or is applied. */
    public Optional<String> plan() {
        return ledger.runs().get(id).asked().plan();
    }

    /** A plan was frozen, of this id. */
    public void planned(String plan) {
        ledger.runs().planned(id, plan);
    }
}
