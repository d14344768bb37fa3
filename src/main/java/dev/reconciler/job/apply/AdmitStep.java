package dev.reconciler.job.apply;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** Checks the signatures and the bounds, at every start of the run. */
class AdmitStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Admission admission;

    AdmitStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Admission admission) {
        this.repository = repository;
        this.transactions = transactions;
        this.admission = admission;
    }

    Step step() {
        return new StepBuilder("admit", repository)
                .tasklet(
                        (contribution, context) -> {
                            admission.admit();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .allowStartIfComplete(true)
                .build();
    }
}
