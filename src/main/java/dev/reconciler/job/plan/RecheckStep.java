package dev.reconciler.job.plan;

import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.compare.Window;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Pages;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.plan.Scope;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
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
    private final ObjectsTable objects;
    private final Chunks chunks;
    private final Scope scope;
    private final GivenTrees given;

    RecheckStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            Window window,
            ObjectsTable objects,
            Chunks chunks,
            Scope scope,
            GivenTrees given) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.window = window;
        this.objects = objects;
        this.chunks = chunks;
        this.scope = scope;
        this.given = given;
    }

    Step step() {
        return new StepBuilder("recheck", repository)
                .<List<Sorted>, List<Sorted>>chunk(1)
                .transactionManager(transactions)
                .reader(new Pages<>(reader(), chunks.recheck(), Sorted::size))
                .writer(new RecheckWriter(run, this::recheck))
                .build();
    }

    private LazyReader<Sorted> reader() {
        return new LazyReader<>(
                () -> new FindingsReader(run, ScopedSites.of(scope, run.folder(), settings)));
    }

    private Recheck recheck() {
        return new Recheck(
                CompareStep.comparison(settings, run, given), window, sources.live(), objects::ask);
    }
}
