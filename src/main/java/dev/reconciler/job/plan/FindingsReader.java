package dev.reconciler.job.plan;

import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.job.Run;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the findings in the plan's scope among the run's rows, each with the key of its row. Its
 * position is that of the file.
 */
final class FindingsReader implements ItemStreamReader<Sorted> {
    private static final String POSITION = "recheck";
    private static final String ENDED = "recheck ended";

    private final Run run;
    private final ScopedSites scope;
    private @Nullable SortedCursor rows;
    private boolean ended;

    FindingsReader(Run run, ScopedSites scope) {
        this.run = run;
        this.scope = scope;
    }

    @Override
    public void open(ExecutionContext context) {
        SortedFile file = RunFiles.ROWS.open(run.folder());
        rows =
                run.position(POSITION)
                        .map(position -> file.cursorAt(Long.parseLong(position)))
                        .orElseGet(file::cursor);
    }

    @Override
    public @Nullable Sorted read() {
        SortedCursor cursor = opened();
        while (cursor.next()) {
            Optional<byte[]> finding = RowCodec.finding(cursor.value());
            if (finding.isPresent() && isInScope(cursor)) {
                return new Sorted(cursor.key(), finding.get());
            }
        }
        ended = true;
        return null;
    }

    private boolean isInScope(SortedCursor row) {
        return scope.isWhole() || scope.include(RowCodec.decode(row.value()).site());
    }

    @Override
    public void update(ExecutionContext context) {
        run.position(POSITION, Long.toString(opened().position()));
        if (ended) {
            run.position(ENDED, "");
        }
    }

    /** Whether no finding is left to be read. */
    static boolean hasEnded(Run run) {
        return run.position(ENDED).isPresent();
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }

    private SortedCursor opened() {
        if (rows == null) {
            throw new IllegalStateException("the reader is not open");
        }
        return rows;
    }
}
