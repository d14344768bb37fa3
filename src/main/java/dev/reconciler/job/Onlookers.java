package dev.reconciler.job;

import dev.reconciler.job.ledger.Holder;
import java.nio.file.Path;
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
        String state = run.isPaused() ? "paused" : "running";
        show(
                switch (run.request()) {
                    case Request.Plan plan -> goingOn(state, Optional.empty(), Optional.empty());
                    case Request.Undo undo -> goingOn(state, Optional.empty(), Optional.empty());
                    case Request.Apply apply ->
                            goingOn(state, Optional.of(apply.plan()), Optional.of(apply.folder()));
                });
    }

    private RunStatus goingOn(String state, Optional<String> plan, Optional<Path> folder) {
        return status(state, plan, folder, Optional.empty(), Optional.empty());
    }

    void ended(Outcome outcome) {
        show(
                status(
                        outcome.state(),
                        outcome.plan(),
                        outcome.folder(),
                        Optional.of(outcome.exitStatus()),
                        outcome.problem().map(Throwable::getMessage)));
    }

    private RunStatus status(
            String state,
            Optional<String> plan,
            Optional<Path> folder,
            Optional<Integer> exitStatus,
            Optional<String> message) {
        return new RunStatus(
                run.id(),
                run.request().job(),
                state,
                holder,
                Instant.now(),
                board.steps(),
                plan,
                folder.map(Path::toString),
                exitStatus,
                message);
    }

    private void show(RunStatus status) {
        file.write(status);
        watcher.see(status);
    }
}
