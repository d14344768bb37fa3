package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.Window;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.FindingsTable;
import dev.reconciler.job.ledger.LedgerKey;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.sort.SortedRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Keeps a slim row of each deploy, and all that is known of those that have to be decided upon.
 * Rows are durable before the chunk commits the number of runs that holds them.
 */
final class CompareWriter implements ItemStreamWriter<Assessment> {
    private static final String RUNS = "compare runs";

    private final Run run;
    private final Window window;
    private final FindingsTable findings;
    private final ObjectsTable objects;
    private @Nullable SortedRuns rows;

    CompareWriter(Run run, Window window, FindingsTable findings, ObjectsTable objects) {
        this.run = run;
        this.window = window;
        this.findings = findings;
        this.objects = objects;
    }

    @Override
    public void open(ExecutionContext context) {
        if (!RunFiles.ROWS.isIn(run.folder())) {
            int runs = run.position(RUNS).map(Integer::valueOf).orElse(0);
            rows = SortedRuns.open(RunFiles.ROWS.runs(run.folder()), runs);
        }
    }

    @Override
    public void write(Chunk<? extends Assessment> chunk) {
        List<FindingsTable.Row> found = new ArrayList<>();
        Set<TreeId> trees = new TreeSet<>();
        for (Assessment assessment : chunk) {
            DeployRow row = DeployRow.of(assessment, window);
            add(row);
            assessment.evidence().publishers().live().stream()
                    .filter(site -> !row.site().filter(site::equals).isPresent())
                    .forEach(site -> add(row.publishedBy(site)));
            if (row.finding()) {
                found.add(finding(assessment));
                assessment.candidates().forEach(candidate -> trees.add(candidate.tree()));
            }
        }
        findings.add(found);
        objects.ask(trees);
    }

    private static FindingsTable.Row finding(Assessment assessment) {
        return new FindingsTable.Row(
                LedgerKey.of(assessment.live().id()),
                LedgerKey.bounded(RowCodec.siteKey(assessment.site())),
                EvidenceCodec.encode(assessment.live().raw(), assessment.evidence()));
    }

    /**
     * Where the file is there, all rows are in it, though the last chunk may not have committed.
     */
    private void add(DeployRow row) {
        if (rows != null) {
            rows.add(RowCodec.key(row), RowCodec.encode(row));
        }
    }

    @Override
    public void update(ExecutionContext context) {
        if (rows == null) {
            return;
        }
        run.position(RUNS, Integer.toString(rows.cut()));
        if (CompareReader.hasEnded(run)) {
            rows.merge(RunFiles.ROWS.in(run.folder()));
        }
    }
}
