package dev.reconciler.job.plan;

import dev.reconciler.job.Run;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts all entries into one linted file, which gets its name in one move. */
class FreezeStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Freezing freezing;
    private final Run run;

    FreezeStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Freezing freezing,
            Run run) {
        this.repository = repository;
        this.transactions = transactions;
        this.freezing = freezing;
        this.run = run;
    }

    Step step() {
        return new StepBuilder("freeze", repository)
                .tasklet(
                        (contribution, context) -> {
                            run.planned(freezing.freeze());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }
}
