package dev.reconciler.job.plan;

import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.job.Run;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Rechecks a page of findings, and keeps those that are not as they were. */
final class RecheckWriter implements ItemStreamWriter<List<Sorted>> {
    private final Run run;
    private final Supplier<Recheck> recheck;
    private final ChunkedFile changed;

    RecheckWriter(Run run, Supplier<Recheck> recheck) {
        this.run = run;
        this.recheck = recheck;
        this.changed = new ChunkedFile(run, RunFiles.RECHECKED);
    }

    @Override
    public void open(ExecutionContext context) {
        changed.open();
    }

    @Override
    public void write(Chunk<? extends List<Sorted>> chunk) {
        for (List<Sorted> findings : chunk) {
            recheck.get().of(findings, row -> changed.add(row.key(), row.value()));
        }
    }

    @Override
    public void update(ExecutionContext context) {
        changed.keep();
        if (FindingsReader.hasEnded(run)) {
            changed.whole();
        }
    }
}
