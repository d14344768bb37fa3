package dev.reconciler.job.apply;

import dev.reconciler.apply.Patience;
import dev.reconciler.apply.mongo.MongoLiveDatabase;
import dev.reconciler.job.ReportStep;
import dev.reconciler.job.Results;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.source.mongo.MongoDocuments;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the steps of <i>apply</i> share. */
@Configuration(proxyBeanMethods = false)
@Import({
    Admission.class,
    Brake.class,
    Watch.class,
    Turns.class,
    SecondLook.class,
    Canary.class,
    AdmitStep.class,
    CanaryStep.class,
    WriteStep.class,
    ConfirmStep.class,
    ReportStep.class,
    LastNotes.class
})
class ApplyContext {

    @Bean
    MongoLiveDatabase live(Settings settings, Patience patience) {
        return MongoLiveDatabase.connect(
                settings.live().uri().value(), settings.live().database(), patience);
    }

    /** To read again what was written; knows nothing of the writing. */
    @Bean
    MongoDocuments documents(Settings settings) {
        return MongoDocuments.connect(
                settings.live().uri().value(),
                settings.live().database(),
                settings.names().deploys());
    }

    @Bean
    Patience patience() {
        return Patience.usual();
    }

    @Bean
    JournalTable journal(Ledger ledger, Run run, Clock clock) {
        return ledger.journal(run.id(), run.plan().orElseThrow(), clock);
    }

    @Bean
    Results results(JournalTable journal, Settings settings) {
        return new JournalResults(journal, settings.names());
    }
}
