package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.ledger.Holder;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLockTest {
    @TempDir Path folder;

    @Test
    void whoever_has_taken_the_lock_a_moment_ago_is_named() throws IOException {
        PlanLock.take(folder).close();
        Path holder = folder.resolve("apply.holder");
        Path name = Files.move(holder, folder.resolve("name"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel other =
                FileChannel.open(folder.resolve("apply.lock"), StandardOpenOption.WRITE)) {
            other.lock();
            CompletableFuture<Void> written =
                    CompletableFuture.runAsync(
                            () -> move(name, holder),
                            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> PlanLock.take(folder))
                    .withMessageContaining("process " + Holder.current().process());
            written.join();
        }
    }

    @Test
    void a_folder_that_cannot_be_written_may_want_room_as_well_as_rights() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> PlanLock.take(file))
                .withMessageContaining("the plan's folder cannot be written")
                .withMessageContaining("make room, or let us write there");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
