package dev.reconciler.job;

import dev.reconciler.job.ledger.Holder;
import java.time.Instant;
import java.util.Optional;

/** Shows a run to whoever looks: the screen, and the file that {@code status} reads. */
final class Onlookers {
    private final Run run;
    private final Board board;
    private final Watcher watcher;
    private final StatusFile file;
    private final Holder holder = Holder.current();

    Onlookers(Run run, Board board, Watcher watcher, StatusFile file) {
        this.run = run;
        this.board = board;
        this.watcher = watcher;
        this.file = file;
    }

    void glance() {
        show(
                run.isPaused() ? "paused" : "running",
                planOf(run.request()),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> planOf(Request request) {
        return switch (request) {
            case Request.Plan plan -> Optional.empty();
            case Request.Undo undo -> Optional.empty();
            case Request.Apply apply -> Optional.of(apply.plan());
        };
    }

    void ended(Outcome outcome) {
        show(
                outcome.state(),
                outcome.plan(),
                Optional.of(outcome.exitStatus()),
                outcome.problem().map(Throwable::getMessage));
    }

    private void show(
            String state,
            Optional<String> plan,
            Optional<Integer> exitStatus,
            Optional<String> message) {
        RunStatus status =
                new RunStatus(
                        run.id(),
                        run.request().job(),
                        state,
                        holder,
                        Instant.now(),
                        board.steps(),
                        plan,
                        exitStatus,
                        message);
        file.write(status);
        watcher.see(status);
    }
}
