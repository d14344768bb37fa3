package dev.reconciler.app.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens at SIGINT and SIGTERM: a run finishes the chunk in hand, the command says how to go
 * on, and the process ends with the command's own status. Without this the JVM would end in the
 * middle; that is safe, too, but tells nobody.
 */
public final class Signals {
    /** What a scheduler gives a process before it kills it is mostly more than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final AtomicReference<Optional<Runnable>> stop =
            new AtomicReference<>(Optional.empty());
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger status = new AtomicInteger();

    /** Listens to the process's signals from now on. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "signals"));
    }

    /** From now on a signal asks the command to stop, instead of ending it. */
    void onStop(Runnable command) {
        stop.set(Optional.of(command));
    }

    /** From now on a signal ends the process, as it does by itself. */
    void nothingToStop() {
        stop.set(Optional.empty());
    }

    /** The command has said all that it has to say. */
    public void ended(int exitStatus) {
        status.set(exitStatus);
        ended.countDown();
    }

    private void shutDown() {
        Optional<Runnable> command = stop.get();
        if (ended.getCount() == 0 || command.isEmpty()) {
            return;
        }
        command.get().run();
        try {
            if (ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(status.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
