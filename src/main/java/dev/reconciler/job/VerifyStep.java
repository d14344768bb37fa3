package dev.reconciler.job;

import dev.reconciler.job.ledger.Checked;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.Work;
import dev.reconciler.source.ObjectStore;
import java.time.Duration;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Proves the trees that were asked for: tree objects level by level, each distinct one once, then
 * the distinct files. Run again it does what was asked for in the meantime, and nothing where that
 * is nothing.
 */
public class VerifyStep {
    /** Enough to keep two processors busy with digests behind a store that takes its time. */
    private static final int IN_FLIGHT = 32;

    /** How long a store that stumbled gets before it is asked a last time. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Verification verification;

    @Autowired
    VerifyStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Ledger ledger,
            Run run,
            ObjectStore store) {
        this(repository, transactions, ledger, run, store, PAUSE);
    }

    VerifyStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Ledger ledger,
            Run run,
            ObjectStore store,
            Duration pause) {
        this.repository = repository;
        this.transactions = transactions;
        this.verification =
                new Verification(
                        ledger.objectsWork(run.id()), store, new InFlight(IN_FLIGHT), run, pause);
    }

    /** The step. */
    public Step step() {
        return new StepBuilder("verify", repository)
                // One item is many objects, which are read at the same time and kept in one commit.
                .<Work, Checked>chunk(1)
                .transactionManager(transactions)
                .reader(verification)
                .processor(verification)
                .writer(verification)
                .allowStartIfComplete(true)
                .build();
    }
}
