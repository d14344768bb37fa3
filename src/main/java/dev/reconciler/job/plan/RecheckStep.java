package dev.reconciler.job.plan;

import dev.reconciler.compare.Window;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.FindingsTable;
import dev.reconciler.job.ledger.FindingsTable.Row;
import dev.reconciler.job.ledger.ObjectsTable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reads the live document of each finding once more, since the platform is writing all the while.
 */
class RecheckStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final Window window;
    private final FindingsTable findings;
    private final ObjectsTable objects;
    private final Chunks chunks;

    RecheckStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            Window window,
            FindingsTable findings,
            ObjectsTable objects,
            Chunks chunks) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.window = window;
        this.findings = findings;
        this.objects = objects;
        this.chunks = chunks;
    }

    Step step() {
        return new StepBuilder("recheck", repository)
                .<Row, Row>chunk(chunks.recheck())
                .transactionManager(transactions)
                .reader(new Pages())
                .writer(chunk ->
                        new Recheck(
                                        CompareStep.comparison(settings, run),
                                        window,
                                        sources.live(),
                                        findings,
                                        objects)
                                .of(chunk.getItems()))
                .build();
    }

    /** Findings that have not been rechecked: that they are marked is the step's position. */
    private final class Pages implements ItemReader<Row> {
        private final Deque<Row> page = new ArrayDeque<>();
        private byte[] after = {};

        @Override
        public @Nullable Row read() {
            if (page.isEmpty()) {
                page.addAll(findings.toRecheck(after, chunks.recheck()));
            }
            Row next = page.poll();
            after = next == null ? after : next.deployKey();
            return next;
        }
    }
}
