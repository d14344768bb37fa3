package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads a plan's entries in the order of application. Its position is the number of the last one. */
final class EntryReader implements ItemStreamReader<Numbered> {
    private static final String LAST = "last";

    private final Admission admission;
    private @Nullable PlanReader reader;
    private long last;

    EntryReader(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void open(ExecutionContext context) {
        last = context.getLong(LAST, 0);
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
    public void update(ExecutionContext context) {
        context.putLong(LAST, last);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
