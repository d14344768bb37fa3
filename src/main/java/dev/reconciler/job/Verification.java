package dev.reconciler.job;

import dev.reconciler.job.ledger.Checked;
import dev.reconciler.job.ledger.ObjectsWork;
import dev.reconciler.job.ledger.Work;
import dev.reconciler.model.Problem;
import dev.reconciler.model.SourceAway;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.verify.Checker;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Reader, processor and writer of one piece of work after the other; what is left is in the ledger
 * alone. A piece where nothing could be read is a reason to look at the store as a whole: where it
 * is down or refuses us, the run fails before that is kept, and can be resumed.
 */
final class Verification
        implements ItemStreamReader<Work>, ItemProcessor<Work, Checked>, ItemWriter<Checked> {
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final ObjectsWork work;
    private final ObjectStore store;
    private final Checker checker;
    private final InFlight inFlight;
    private final Run run;
    private final Duration pause;
    private boolean paused;
    private long total;
    private Progress.Step progress;

    Verification(ObjectsWork work, ObjectStore store, InFlight inFlight, Run run, Duration pause) {
        this.work = work;
        this.store = store;
        this.checker = new Checker(store, InstantSource.system());
        this.inFlight = inFlight;
        this.run = run;
        this.pause = pause;
        this.progress = run.progress().step("verify", 0, 0, "objects");
    }

    @Override
    public void open(ExecutionContext context) {
        paused = false;
        total = work.total();
        progress = run.progress().step("verify", total - work.left(), total, "objects");
        progress.total(total);
    }

    @Override
    public @Nullable Work read() throws InterruptedException {
        Work next = work.next().orElse(null);
        if (isAgain(next) && !paused) {
            paused = true;
            pause();
        }
        return next;
    }

    @Override
    public Checked process(Work piece) {
        Checked checked =
                switch (piece) {
                    case Work.Trees trees ->
                            new Checked.Trees(
                                    inFlight.answers(
                                            trees.trees(), tree -> checker.tree(tree.id())),
                                    trees.again());
                    case Work.Blobs blobs ->
                            new Checked.Blobs(
                                    inFlight.answers(blobs.ids(), checker::blob), blobs.again());
                    case Work.Roots roots -> new Checked.Roots(roots.roots());
                };
        if (checked.isAllUnread()) {
            checkStore();
        }
        return checked;
    }

    private void checkStore() {
        try {
            store.check();
        } catch (Problem e) {
            throw new SourceAway(e);
        }
    }

    @Override
    public void write(Chunk<? extends Checked> chunk) {
        for (Checked checked : chunk) {
            long found = work.store(checked);
            if (found > 0) {
                total += found;
                progress.total(total);
            }
            progress.advance(checked.settled());
        }
    }

    @Override
    public void close() {
        progress.close();
    }

    private static boolean isAgain(@Nullable Work next) {
        return switch (next) {
            case null -> false;
            case Work.Trees trees -> trees.again();
            case Work.Blobs blobs -> blobs.again();
            case Work.Roots roots -> false;
        };
    }

    private void pause() throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end && !run.isStopping()) {
            Thread.sleep(GLANCE);
        }
    }
}
