package dev.reconciler.job;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Unfinished;
import dev.reconciler.report.AccountReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/** The pages of one account after the other, then the lists. The last step of both jobs. */
public class ReportStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Run run;
    private final Results results;
    private final Chunks chunks;

    ReportStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Run run,
            Results results,
            Chunks chunks) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.run = run;
        this.results = results;
        this.chunks = chunks;
    }

    /** The step. */
    public Step step() {
        Accounts accounts = new Accounts();
        return new StepBuilder("report", repository)
                .<List<AccountReport>, List<AccountReport>>chunk(1)
                .transactionManager(transactions)
                .reader(accounts)
                .writer(accounts)
                .build();
    }

    private PlanReports reports() {
        return new PlanReports(
                FrozenPlan.open(
                        switch (run.request()) {
                            case Request.Apply apply -> apply.folder();
                            case Request.Plan plan -> made();
                            case Request.Undo undo -> made();
                        }),
                results);
    }

    private Path made() {
        return settings.plans().resolve(run.plan().orElseThrow());
    }

    /**
     * Accounts without a page: their number in the file is the position. A page that is there
     * already is replaced. The lists are written in the last chunk: once the step has completed it
     * is never done again.
     */
    private final class Accounts
            implements ItemStreamReader<List<AccountReport>>, ItemWriter<List<AccountReport>> {
        private static final String POSITION = "report";

        private Optional<PlanReports> reports = Optional.empty();
        private @Nullable Stream<List<AccountReport>> stream;
        private @Nullable Iterator<List<AccountReport>> accounts;
        private long done;
        private boolean ended;

        @Override
        public void open(ExecutionContext context) {
            done = run.position(POSITION).map(Long::valueOf).orElse(0L);
            reports = Optional.of(reports());
            stream = reports.get().accountsFrom(done, chunks.report());
            accounts = stream.iterator();
        }

        @Override
        public @Nullable List<AccountReport> read() {
            if (accounts != null && accounts.hasNext()) {
                return accounts.next();
            }
            ended = true;
            return null;
        }

        @Override
        public void write(Chunk<? extends List<AccountReport>> chunk) {
            chunk.forEach(this::write);
        }

        private void write(List<AccountReport> some) {
            some.forEach(reports.orElseThrow()::page);
            // Before it is committed that they are there: nobody writes them again.
            reports.orElseThrow().sync();
            try (Progress.Step step = run.progress().step("report", done, 0, "accounts")) {
                step.advance(some.size());
            }
            done += some.size();
        }

        @Override
        public void update(ExecutionContext context) {
            run.position(POSITION, Long.toString(done));
            if (ended) {
                reports.orElseThrow().lists();
                finish();
            }
        }

        /** From now on the plan's folder tells what the run did. */
        private void finish() {
            if (run.request() instanceof Request.Apply apply) {
                try {
                    Unfinished.forget(apply.folder());
                } catch (IOException e) {
                    throw new Problem(
                            "that the plan was applied cannot be noted: " + e.getMessage(),
                            apply.folder().toString(),
                            "Let this user write there, then go on: reconciler resume",
                            e);
                }
            }
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
