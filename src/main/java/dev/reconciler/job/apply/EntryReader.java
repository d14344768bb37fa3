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
    private @Nullable PlanReader reader;
    private long last;

    /**
     * @param lastDone number of the last entry that has a result; 0 where none has
     */
    EntryReader(Admission admission, LongSupplier lastDone) {
        this.admission = admission;
        this.lastDone = lastDone;
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
        return next;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
