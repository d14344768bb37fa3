package dev.reconciler.job;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.task.TaskExecutor;

/**
 * Runs the one job of a context on a thread of its own, so that whoever started it can watch and
 * stop it.
 */
final class JobThread implements TaskExecutor {
    private final AtomicReference<Optional<Thread>> thread =
            new AtomicReference<>(Optional.empty());

    @Override
    public void execute(Runnable job) {
        thread.set(Optional.of(Thread.ofPlatform().name("run").start(job)));
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
