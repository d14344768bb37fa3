package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Portion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads those entries of a plan that have yet to have their turn. What it gives at a time is a
 * chunk of a size that may change while the step goes on, and fewer where their lines are long: a
 * step that reads from it commits after each.
 */
final class EntryReader implements ItemStreamReader<List<Numbered>> {
    private final Admission admission;
    private final Supplier<BitSet> toDo;
    private final IntSupplier most;
    private final Runnable atEnd;
    private final Deque<Numbered> givenBack = new ArrayDeque<>();
    private Optional<PlanReader> reader = Optional.empty();
    private long left;
    private boolean ended;

    /**
     * @param toDo numbers of those entries, as the ledger has it when the step begins
     * @param most how many it gives at a time
     * @param atEnd is done in the last chunk, since a step that has completed is never done again,
     *     whatever its listeners have yet to do
     */
    EntryReader(Admission admission, Supplier<BitSet> toDo, IntSupplier most, Runnable atEnd) {
        this.admission = admission;
        this.toDo = toDo;
        this.most = most;
        this.atEnd = atEnd;
    }

    @Override
    public void open(ExecutionContext context) {
        BitSet numbers = toDo.get();
        left = numbers.cardinality();
        reader = Optional.of(admission.plan().entries(n -> numbers.get(Math.toIntExact(n))));
    }

    /** How many entries have yet to be given, or given again. */
    long left() {
        return left;
    }

    /** Those have not had their turn; they are the next ones. */
    void giveBack(List<Numbered> entries) {
        givenBack.addAll(entries);
        left += entries.size();
    }

    @Override
    public @Nullable List<Numbered> read() {
        List<Numbered> entries = new ArrayList<>();
        Portion portion = new Portion(most.getAsInt());
        Optional<Numbered> next = next();
        while (next.isPresent()) {
            entries.add(next.get());
            portion.add(next.get().size());
            next = portion.isFull() ? Optional.empty() : next();
        }
        left -= entries.size();
        ended = entries.isEmpty();
        return ended ? null : entries;
    }

    private Optional<Numbered> next() {
        return givenBack.isEmpty()
                ? reader.flatMap(PlanReader::next)
                : Optional.of(givenBack.remove());
    }

    @Override
    public void update(ExecutionContext context) {
        if (ended) {
            atEnd.run();
        }
    }

    @Override
    public void close() {
        reader.ifPresent(PlanReader::close);
        reader = Optional.empty();
    }
}
