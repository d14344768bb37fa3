package dev.reconciler.job.undo;

import dev.reconciler.apply.Patience;
import dev.reconciler.apply.mongo.MongoLiveDatabase;
import dev.reconciler.job.ReportStep;
import dev.reconciler.job.Request;
import dev.reconciler.job.Results;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.WrittenEntries;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.source.mongo.MongoDocuments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the steps of <i>undo</i> share. */
@Configuration(proxyBeanMethods = false)
@Import({
    Undoable.class,
    Turning.class,
    Guards.class,
    Freezing.class,
    UndoSteps.class,
    ReportStep.class
})
class UndoContext {

    /** The plan that is taken back. */
    @Bean
    FrozenPlan undone(Run run) {
        return switch (run.request()) {
            case Request.Undo undo -> FrozenPlan.open(undo.folder());
            case Request.Plan plan -> throw new IllegalStateException("this run plans");
            case Request.Apply apply -> throw new IllegalStateException("this run applies");
        };
    }

    /** To read what the writes left. */
    @Bean
    MongoLiveDatabase live(Settings settings) {
        return MongoLiveDatabase.connect(
                settings.live().uri().value(), settings.live().database(), Patience.usual());
    }

    /** To see whether it is the platform of the plan. */
    @Bean
    MongoDocuments documents(Settings settings) {
        return MongoDocuments.connect(
                settings.live().uri().value(),
                settings.live().database(),
                settings.names().deploys());
    }

    @Bean
    WrittenEntries written(Ledger ledger, FrozenPlan undone) {
        return ledger.written(undone.id());
    }

    /** Nothing has been applied yet. */
    @Bean
    Results results() {
        return Results.NONE;
    }
}
