package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a plan's entries in the order of application, from the first one on that the ledger knows
 * no result of.
 */
final class EntryReader implements ItemStreamReader<Numbered> {
    private final Admission admission;
    private final LongSupplier lastDone;
    private final Runnable atEnd;
    private @Nullable PlanReader reader;
    private long last;
    private boolean ended;

    /**
     * @param lastDone number of the last entry that has a result; 0 where none has
     * @param atEnd is done in the last chunk, since a step that has completed is never done again,
     *     whatever its listeners have yet to do
     */
    EntryReader(Admission admission, LongSupplier lastDone, Runnable atEnd) {
        this.admission = admission;
        this.lastDone = lastDone;
        this.atEnd = atEnd;
    }

    @Override
    public void open(ExecutionContext context) {
        last = lastDone.getAsLong();
        reader = admission.plan().entries(last);
    }

    /** How many entries had their turn in earlier chunks, or processes. */
    long done() {
        return last;
    }

    @Override
    public @Nullable Numbered read() {
        if (reader == null) {
            throw new IllegalStateException("the step has not begun");
        }
        Numbered next = reader.next().orElse(null);
        last = next == null ? last : next.number();
        ended = next == null;
        return next;
    }

    @Override
    public void update(ExecutionContext context) {
        if (ended) {
            atEnd.run();
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
