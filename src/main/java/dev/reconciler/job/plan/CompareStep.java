package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.Window;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.FindingsTable;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.model.IdTypes;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** One merge of five streams by deploy id. */
class CompareStep {
    private static final int CHUNK = 5_000;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final TallyTable tally;
    private final CompareWriter writer;

    CompareStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            TallyTable tally,
            Window window,
            FindingsTable findings,
            ObjectsTable objects) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.tally = tally;
        this.writer = new CompareWriter(run, window, findings, objects);
    }

    Step step() {
        return new StepBuilder("compare", repository)
                .<Assessment, Assessment>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(
                        new LazyReader<>(() ->
                                new CompareReader(sources, run, tally, comparison(settings, run))))
                .writer(writer)
                .listener(new Finish())
                .build();
    }

    /** The types of ids are known once sites, accounts and builds are staged. */
    static Comparison comparison(Settings settings, Run run) {
        return new Comparison(
                settings.names(),
                new IdTypes(
                        StageNotes.of(RunFiles.SITES, run.folder()).types(),
                        StageNotes.of(RunFiles.ACCOUNTS, run.folder()).types(),
                        StageNotes.of(RunFiles.BUILDS, run.folder()).types()));
    }

    private final class Finish implements StepExecutionListener {
        @Override
        public ExitStatus afterStep(StepExecution step) {
            if (step.getStatus() == BatchStatus.COMPLETED) {
                writer.finish();
                if (tally.all().getOrDefault(CompareReader.UNREADABLE, 0L) > 0) {
                    run.exit(Exit.INCOMPLETE);
                }
            }
            return step.getExitStatus();
        }
    }
}
