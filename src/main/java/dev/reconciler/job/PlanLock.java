package dev.reconciler.job;

import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.HolderFile;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * One run at a time on a plan, also from working folders with ledgers of their own. The lock is the
 * operating system's, on a file in the plan's folder, and ends with the process.
 */
public final class PlanLock implements AutoCloseable {
    private static final String HOLDER = "apply.holder";

    private static final int LOOKS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final FileChannel channel;

    private PlanLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws Problem when another process applies the plan or takes it back, naming it
     */
    static PlanLock take(Path folder) {
        try {
            FileChannel channel =
                    OwnerOnly.open(
                            folder.resolve("apply.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            PlanLock lock = new PlanLock(channel);
            try {
                lock.take(folder, folder.resolve(HOLDER));
            } catch (IOException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
            return lock;
        } catch (IOException e) {
            throw new Problem(
                    "the plan's folder cannot be written",
                    folder.toString(),
                    "make room, or let us write there: results go there, too",
                    e);
        }
    }

    /** Who has the lock, or had it last; empty where nobody did. */
    public static Optional<Holder> holder(Path folder) {
        return HolderFile.read(folder.resolve(HOLDER));
    }

    private void take(Path folder, Path holder) throws IOException {
        if (!isLocked(channel)) {
            throw refusal(folder, nameOf(holder));
        }
        HolderFile.write(holder, Holder.current());
    }

    /** Whoever has just taken the lock writes down next who it is. */
    private static Optional<Holder> nameOf(Path holder) {
        Optional<Holder> name = HolderFile.read(holder);
        for (int i = 0; i < LOOKS && name.map(Holder::hasEnded).orElse(true); i++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            name = HolderFile.read(holder);
        }
        return name;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Problem refusal(Path folder, Optional<Holder> holder) {
        return new Problem(
                "this plan is being applied or taken back already: "
                        + holder.map(Holder::shown)
                                .orElse("by a process that did not say who it is"),
                folder.toString(),
                "wait until it has finished: reconciler status");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the channel, whatever else could not be done.
            return;
        }
    }
}
