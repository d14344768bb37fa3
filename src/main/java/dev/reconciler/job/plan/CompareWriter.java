package dev.reconciler.job.plan;

import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.job.Run;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Keeps the rows of each deploy. */
final class CompareWriter implements ItemStreamWriter<List<List<Sorted>>> {
    private final Run run;
    private final ChunkedFile rows;

    CompareWriter(Run run) {
        this.run = run;
        this.rows = new ChunkedFile(run, RunFiles.ROWS);
    }

    @Override
    public void open(ExecutionContext context) {
        rows.open();
    }

    @Override
    public void write(Chunk<? extends List<List<Sorted>>> chunk) {
        for (List<List<Sorted>> page : chunk) {
            page.forEach(deploy -> deploy.forEach(row -> rows.add(row.key(), row.value())));
        }
    }

    @Override
    public void update(ExecutionContext context) {
        rows.keep();
        if (CompareReader.hasEnded(run)) {
            rows.whole();
        }
    }
}
