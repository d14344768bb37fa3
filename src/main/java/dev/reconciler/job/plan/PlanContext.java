package dev.reconciler.job.plan;

import dev.reconciler.compare.Window;
import dev.reconciler.job.DecisionsFile;
import dev.reconciler.job.ReportStep;
import dev.reconciler.job.Request;
import dev.reconciler.job.Results;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.job.ledger.VerdictsTable;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.Tiers;
import dev.reconciler.source.ObjectStore;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the steps of <i>plan</i> share. */
@Configuration(proxyBeanMethods = false)
@Import({
    SurveyStep.class,
    StageStep.class,
    CompareStep.class,
    RecheckStep.class,
    DecideStep.class,
    Freezing.class,
    FreezeStep.class,
    ReportStep.class
})
class PlanContext {

    @Bean
    Sources sources(Settings settings) {
        return Sources.open(settings);
    }

    /** Closed with the sources. */
    @Bean(destroyMethod = "")
    ObjectStore store(Sources sources) {
        return sources.store();
    }

    @Bean
    ObjectsTable objects(Ledger ledger, Run run) {
        return ledger.objects(run.id());
    }

    /** Nothing has been applied yet. */
    @Bean
    Results results() {
        return Results.NONE;
    }

    @Bean
    VerdictsTable verdicts(Ledger ledger, Run run) {
        return ledger.verdicts(run.id());
    }

    @Bean
    TallyTable tally(Ledger ledger, Run run) {
        return ledger.tally(run.id());
    }

    @Bean
    Window window(Settings settings) {
        return settings.incident()
                .map(incident -> new Window(Optional.of(incident.from()), incident.to()))
                .orElse(Window.NONE);
    }

    @Bean
    Scope scope(Run run) {
        return asked(run).scope();
    }

    @Bean
    Decisions decisions(Run run) {
        return new Decisions(() ->
                asked(run).decisions().map(asked -> DecisionsFile.keptIn(run.folder(), asked)));
    }

    @Bean
    GivenTrees given(Ledger ledger, Settings settings) {
        return new GivenTrees(ledger, settings);
    }

    private static Request.Plan asked(Run run) {
        return switch (run.request()) {
            case Request.Plan plan -> plan;
            case Request.Apply apply -> throw new IllegalStateException("this run applies");
            case Request.Undo undo -> throw new IllegalStateException("this run plans an undo");
        };
    }

    @Bean
    Tiers tiers(Settings settings) {
        return new Tiers(settings.tiers());
    }
}
