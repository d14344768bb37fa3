package dev.reconciler.job.plan;

import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.SourceFingerprints;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.source.DocumentSource;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reaches every source before anything is read, and makes sure that a resumed run finds them as
 * they were.
 */
class SurveyStep {
    /** How many live deploys there are, about: for the progress bars. */
    static final String LIVE_DEPLOYS = "live deploys, about";

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final TallyTable tally;
    private final Decisions decisions;

    SurveyStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            TallyTable tally,
            Decisions decisions) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.tally = tally;
        this.decisions = decisions;
    }

    Step step() {
        return new StepBuilder("survey", repository)
                .tasklet(
                        (contribution, context) -> {
                            survey();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                // At every start of the run: a source may have changed since the last one.
                .allowStartIfComplete(true)
                .build();
    }

    private void survey() {
        refuseMissingSigners();
        Names names = settings.names();
        require(sources.live(), List.of(names.deploys(), names.sites(), names.accounts()));
        require(sources.snapshot(), List.of(names.deploys()));
        sources.store().check();
        run.sources(SourceFingerprints.of(settings, sources));
        decisions.refuseUnknown(sources.live(), names, run);
        long deploys = sources.live().count(names.deploys());
        tally.set(Map.of(LIVE_DEPLOYS, deploys));
        run.progress()
                .say("live", "%s   %,d deploys".formatted(sources.live().description(), deploys));
    }

    private void refuseMissingSigners() {
        if (!Files.isReadable(settings.allowedSigners())) {
            throw new Problem(
                    "there is no list of the people who may sign a plan",
                    settings.allowedSigners() + " (approvals.allowed-signers)",
                    "Write one, a line per person: ada@example.org ssh-ed25519 AAAA… (man ssh-keygen, ALLOWED SIGNERS)");
        }
    }

    private static void require(DocumentSource source, List<String> collections) {
        collections.forEach(source::require);
    }
}
