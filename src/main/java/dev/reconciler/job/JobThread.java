package dev.reconciler.job;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs the one job of a context on a thread of its own, so that whoever started it can watch and
 * stop it.
 */
final class JobThread implements TaskExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(JobThread.class);

    private final AtomicReference<Optional<Thread>> thread =
            new AtomicReference<>(Optional.empty());

    @Override
    public void execute(Runnable job) {
        thread.set(Optional.of(Thread.ofPlatform().name("run").start(() -> run(job))));
    }

    /**
     * Why a job failed, its execution says; what Spring Batch throws besides is what came of it.
     */
    private static void run(Runnable job) {
        try {
            job.run();
        } catch (TransactionException | DataAccessException e) {
            LOG.info("the job could not be brought to its end", e);
        }
    }

    /** Waits until the job has ended or so much time has passed; returns whether it has ended. */
    boolean hasEnded(long millis) throws InterruptedException {
        Optional<Thread> started = thread.get();
        if (started.isPresent()) {
            started.get().join(millis);
        }
        return started.map(running -> !running.isAlive()).orElse(true);
    }
}
