package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.Window;
import dev.reconciler.decide.Circumstances;
import dev.reconciler.decide.Proofs;
import dev.reconciler.decide.Settlement;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Pages;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.VerdictsTable;
import dev.reconciler.job.ledger.WrittenUpdates;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.Tiers;
import dev.reconciler.source.sort.SortedCursor;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Decides about one site after the other. Where a tree has to be proven first, the job goes back to
 * <i>verify</i>.
 */
class DecideStep {
    /** The step's exit status where some site has no verdict yet. */
    static final String MORE_TO_PROVE = "MORE TO PROVE";

    /** About as many bytes a slim row takes. */
    private static final int ROW = 200;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final Ledger ledger;
    private final Window window;
    private final Tiers tiers;
    private final VerdictsTable verdicts;
    private final ObjectsTable objects;
    private final Chunks chunks;
    private final Scope scope;
    private final Decisions decisions;
    private final GivenTrees given;

    DecideStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            Ledger ledger,
            Window window,
            Tiers tiers,
            VerdictsTable verdicts,
            ObjectsTable objects,
            Chunks chunks,
            Scope scope,
            Decisions decisions,
            GivenTrees given) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.ledger = ledger;
        this.window = window;
        this.tiers = tiers;
        this.verdicts = verdicts;
        this.objects = objects;
        this.chunks = chunks;
        this.scope = scope;
        this.decisions = decisions;
        this.given = given;
    }

    Step step() {
        Round round = new Round();
        return new StepBuilder("decide", repository)
                .<List<SiteFacts>, List<DecidedSite>>chunk(1)
                .transactionManager(transactions)
                .reader(
                        new Pages<>(
                                new LazyReader<>(this::reader), chunks.decide(), DecideStep::size))
                .processor(round)
                .writer(round)
                .listener(round)
                // It is executed once more after each round of proofs.
                .allowStartIfComplete(true)
                .build();
    }

    /** That of its deploys, of which each one with a finding comes with whole documents. */
    private static long size(SiteFacts site) {
        return (long) ROW * site.rows().size()
                + site.findings().values().stream().mapToLong(Assessment::size).sum();
    }

    private SiteReader reader() {
        Names names = settings.names();
        WrittenUpdates updates =
                ledger.writtenUpdates(names.sites(), names.of(SiteField.UPDATED_AT));
        return new SiteReader(
                run,
                CompareStep.comparison(settings, run, given),
                window,
                verdicts.decided(),
                site -> updates.lastByOthers(site.id(), site.updated()),
                ScopedSites.of(scope, run.folder(), settings));
    }

    private Optional<SiteFacts> otherSite(Id site) {
        if (!ScopedSites.of(scope, run.folder(), settings).include(Optional.of(site))) {
            return Optional.empty();
        }
        SiteReader other = reader();
        try {
            return Optional.of(other.read(site));
        } finally {
            other.close();
        }
    }

    private Circumstances circumstances() {
        return new Circumstances(
                window,
                run.startedAt(),
                settings.grace(),
                StageNotes.of(RunFiles.SNAPSHOT, run.folder()).whole()
                        && StageNotes.of(RunFiles.BUILDS, run.folder()).whole(),
                StageNotes.of(RunFiles.LOG, run.folder()).whole());
    }

    /** How many sites there are to decide upon; deploys whose site cannot be had are one more. */
    private long sites() {
        byte[] none = RowCodec.siteKey(Optional.empty());
        try (SortedCursor cursor = RunFiles.ROWS.open(run.folder()).cursorFrom(none)) {
            return RunFiles.SITES.open(run.folder()).records() + (cursor.next() ? 1 : 0);
        }
    }

    /** One execution of the step; its parts need what earlier steps left behind. */
    private final class Round
            implements StepExecutionListener,
                    ItemProcessor<List<SiteFacts>, List<DecidedSite>>,
                    ItemStreamWriter<List<DecidedSite>> {
        private final Proofs proofs = new KnownProofs(objects);
        private Optional<Circumstances> circumstances = Optional.empty();
        private Optional<VerdictWriter> writer = Optional.empty();

        @Override
        public void beforeStep(StepExecution step) {
            circumstances = Optional.of(circumstances());
            writer =
                    Optional.of(
                            new VerdictWriter(
                                    settings,
                                    run,
                                    sources.live(),
                                    tiers,
                                    verdicts,
                                    objects,
                                    proofs));
        }

        @Override
        public void open(ExecutionContext context) {
            writer.orElseThrow().open();
        }

        @Override
        public List<DecidedSite> process(List<SiteFacts> sites) {
            return sites.stream().map(this::decide).toList();
        }

        private DecidedSite decide(SiteFacts site) {
            return new DecidedSite(
                    site,
                    Settlement.decide(
                            site,
                            DecideStep.this::otherSite,
                            proofs,
                            circumstances.orElseThrow(),
                            decisions.byDeploy()));
        }

        @Override
        public void write(Chunk<? extends List<DecidedSite>> chunk) {
            chunk.forEach(this::write);
        }

        private void write(List<DecidedSite> sites) {
            writer.orElseThrow().write(sites);
            try (Progress.Step progress = run.progress().step("decide", 0, sites(), "sites")) {
                progress.advance(sites.size());
            }
        }

        @Override
        public void update(ExecutionContext context) {
            writer.orElseThrow().keep();
        }

        @Override
        public ExitStatus afterStep(StepExecution step) {
            boolean ended =
                    step.getExitStatus().getExitCode().equals(ExitStatus.COMPLETED.getExitCode());
            return ended && writer.orElseThrow().waits()
                    ? new ExitStatus(MORE_TO_PROVE)
                    : step.getExitStatus();
        }
    }
}
