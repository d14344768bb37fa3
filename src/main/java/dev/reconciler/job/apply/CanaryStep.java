package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** Writes a few entries and reads them again, before all others are written. */
class CanaryStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Canary canary;
    private final Brake brake;

    CanaryStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Canary canary,
            Brake brake) {
        this.repository = repository;
        this.transactions = transactions;
        this.canary = canary;
        this.brake = brake;
    }

    Step step() {
        return step("canary");
    }

    /** Once the sites that were to be first are written. */
    Step ofTheRest() {
        return step("canary of the rest");
    }

    private Step step(String name) {
        return new StepBuilder(name, repository)
                .<List<Numbered>, List<Numbered>>chunk(1)
                .transactionManager(transactions)
                .interruptionPolicy(brake)
                .reader(canary)
                .writer(canary)
                .build();
    }
}
