package dev.reconciler.job.plan;

import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.compare.Window;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Pages;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.model.IdTypes;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** One merge of five streams by deploy id. */
class CompareStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final TallyTable tally;
    private final Window window;
    private final Chunks chunks;
    private final GivenTrees given;

    CompareStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            TallyTable tally,
            Window window,
            Chunks chunks,
            GivenTrees given) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.tally = tally;
        this.window = window;
        this.chunks = chunks;
        this.given = given;
    }

    Step step() {
        return new StepBuilder("compare", repository)
                .<List<List<Sorted>>, List<List<Sorted>>>chunk(1)
                .transactionManager(transactions)
                .reader(new Pages<>(reader(), chunks.compare(), CompareStep::size))
                .writer(new CompareWriter(run))
                .build();
    }

    private LazyReader<List<Sorted>> reader() {
        return new LazyReader<>(() ->
                new CompareReader(sources, run, tally, comparison(settings, run, given), window));
    }

    private static long size(List<Sorted> rows) {
        return rows.stream().mapToLong(Sorted::size).sum();
    }

    /** The types of ids are known once sites, accounts and builds are staged. */
    static Comparison comparison(Settings settings, Run run, GivenTrees given) {
        return new Comparison(
                settings.names(),
                new IdTypes(
                        StageNotes.of(RunFiles.SITES, run.folder()).types(),
                        StageNotes.of(RunFiles.ACCOUNTS, run.folder()).types(),
                        StageNotes.of(RunFiles.BUILDS, run.folder()).types()),
                given);
    }
}
