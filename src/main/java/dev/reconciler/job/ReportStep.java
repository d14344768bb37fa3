package dev.reconciler.job;

import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.report.AccountReport;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/** The pages of one account after the other, then the lists. The last step of both jobs. */
public class ReportStep {
    private static final int CHUNK = 20;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Run run;
    private final Results results;

    ReportStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Run run,
            Results results) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.run = run;
        this.results = results;
    }

    /** The step. */
    public Step step() {
        Accounts accounts = new Accounts();
        return new StepBuilder("report", repository)
                .<AccountReport, AccountReport>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(accounts)
                .writer(accounts)
                .listener(accounts)
                .build();
    }

    private PlanReports reports() {
        return new PlanReports(
                FrozenPlan.open(
                        switch (run.request()) {
                            case Request.Apply apply -> apply.folder();
                            case Request.Plan plan ->
                                    settings.plans().resolve(run.plan().orElseThrow());
                        }),
                results);
    }

    /**
     * Accounts without a page: their number in the file is the position. A page that is there
     * already is replaced.
     */
    private final class Accounts
            implements ItemStreamReader<AccountReport>,
                    ItemWriter<AccountReport>,
                    StepExecutionListener {
        private static final String DONE = "done";

        private Optional<PlanReports> reports = Optional.empty();
        private @Nullable Stream<AccountReport> stream;
        private @Nullable Iterator<AccountReport> accounts;
        private long done;

        @Override
        public void open(ExecutionContext context) {
            done = context.getLong(DONE, 0);
            reports = Optional.of(reports());
            stream = reports.get().accountsFrom(done);
            accounts = stream.iterator();
        }

        @Override
        public @Nullable AccountReport read() {
            return accounts != null && accounts.hasNext() ? accounts.next() : null;
        }

        @Override
        public void write(Chunk<? extends AccountReport> chunk) {
            chunk.forEach(reports.orElseThrow()::page);
            done += chunk.size();
            try (Progress.Step step =
                    run.progress().step("report", done - chunk.size(), 0, "accounts")) {
                step.advance(chunk.size());
            }
        }

        @Override
        public void update(ExecutionContext context) {
            context.putLong(DONE, done);
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }

        @Override
        public ExitStatus afterStep(StepExecution step) {
            if (step.getStatus() == BatchStatus.COMPLETED) {
                reports.orElseThrow().lists();
            }
            return step.getExitStatus();
        }
    }
}
