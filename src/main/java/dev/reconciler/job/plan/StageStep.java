package dev.reconciler.job.plan;

import dev.reconciler.job.Exit;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.plan.Scope;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Puts in order what does not come by deploy id. A restart goes on with the first file that is not
 * there yet.
 */
class StageStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Run run;
    private final TallyTable tally;
    private final Scope scope;
    private final Map<RunFiles, Runnable> files = new EnumMap<>(RunFiles.class);

    StageStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Sources sources,
            Run run,
            TallyTable tally,
            Scope scope) {
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.run = run;
        this.tally = tally;
        this.scope = scope;
        Staging staging = new Staging(settings, sources, run);
        files.put(RunFiles.SNAPSHOT, staging::snapshot);
        files.put(RunFiles.LOG, staging::log);
        files.put(RunFiles.BUILDS, staging::builds);
        files.put(RunFiles.SITES, staging::sites);
        files.put(RunFiles.ACCOUNTS, staging::accounts);
    }

    Step step() {
        return new StepBuilder("stage", repository)
                .tasklet(
                        (contribution, context) -> {
                            stage();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private void stage() throws JobInterruptedException {
        for (Map.Entry<RunFiles, Runnable> file : files.entrySet()) {
            run.checkStop();
            if (!file.getKey().isIn(run.folder())) {
                file.getValue().run();
            }
            note(file.getKey());
        }
        ScopedSites.of(scope, run.folder(), settings).refuseUnknown();
        sayWhatWasRead();
    }

    /** What could not be read makes the run incomplete, and is named in its reports. */
    private void note(RunFiles file) {
        StageNotes notes = StageNotes.of(file, run.folder());
        notes.named().forEach(what -> tally.remark("unreadable", what));
        if (notes.unreadable() > 0) {
            run.exit(Exit.INCOMPLETE);
        }
    }

    private void sayWhatWasRead() {
        StageNotes snapshot = StageNotes.of(RunFiles.SNAPSHOT, run.folder());
        run.progress()
                .say(
                        "snapshot",
                        "%s   %,d deploys%s"
                                .formatted(
                                        settings.snapshots().getFirst().location().shown(),
                                        snapshot.before(),
                                        age(snapshot)));
        StageNotes log = StageNotes.of(RunFiles.LOG, run.folder());
        log.first()
                .ifPresent(first ->
                        run.progress()
                                .say(
                                        "log",
                                        "%,d pointers since %s".formatted(log.before(), first)));
        settings.incident()
                .ifPresent(incident ->
                        run.progress()
                                .say(
                                        "window",
                                        incident.from()
                                                + " → "
                                                + incident.to()
                                                        .map(Object::toString)
                                                        .orElse("open")));
    }

    private String age(StageNotes snapshot) {
        Optional<Duration> before =
                settings.incident()
                        .flatMap(incident ->
                                snapshot.newest()
                                        .map(newest -> Duration.between(newest, incident.from())))
                        .filter(Duration::isPositive);
        String newest = snapshot.newest().map(at -> ", newest " + at).orElse("");
        return newest
                + before.map(d ->
                                " (%d h %d m before the first bad write)"
                                        .formatted(d.toHours(), d.toMinutesPart()))
                        .orElse("");
    }
}
