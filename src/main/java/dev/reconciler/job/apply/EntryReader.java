package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads those entries of a plan that have yet to have their turn, in the order of application. */
final class EntryReader implements ItemStreamReader<Numbered> {
    private final Admission admission;
    private final Supplier<BitSet> toDo;
    private final Runnable atEnd;
    private @Nullable PlanReader reader;
    private long left;
    private boolean ended;

    /**
     * @param toDo numbers of those entries, as the ledger has it when the step begins
     * @param atEnd is done in the last chunk, since a step that has completed is never done again,
     *     whatever its listeners have yet to do
     */
    EntryReader(Admission admission, Supplier<BitSet> toDo, Runnable atEnd) {
        this.admission = admission;
        this.toDo = toDo;
        this.atEnd = atEnd;
    }

    @Override
    public void open(ExecutionContext context) {
        BitSet numbers = toDo.get();
        left = numbers.cardinality();
        reader = admission.plan().entries(number -> numbers.get(Math.toIntExact(number)));
    }

    /** How many entries have not been read yet. */
    long left() {
        return left;
    }

    @Override
    public @Nullable Numbered read() {
        if (reader == null) {
            throw new IllegalStateException("the step has not begun");
        }
        Numbered next = reader.next().orElse(null);
        ended = next == null;
        left -= ended ? 0 : 1;
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
