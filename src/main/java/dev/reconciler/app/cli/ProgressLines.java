package dev.reconciler.app.cli;

import dev.reconciler.job.RunStatus;
import dev.reconciler.job.StepStatus;
import dev.reconciler.job.Watcher;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Plain lines where no terminal is attached: a step when it has ended, and every ten seconds how
 * far it is.
 */
final class ProgressLines implements Watcher {
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Map<String, Instant> told = new HashMap<>();

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void see(RunStatus status) {
        boolean isLast = !status.state().equals("running");
        status.steps().forEach(step -> see(step, isLast));
        out.flush();
    }

    private void see(StepStatus step, boolean isLast) {
        Instant last = told.computeIfAbsent(step.name(), name -> step.startedAt());
        boolean ended = isLast || step.endedAt().isPresent();
        if (last.equals(Instant.MAX)
                || !ended && Duration.between(last, Instant.now()).compareTo(SELDOM) < 0) {
            return;
        }
        told.put(step.name(), ended ? Instant.MAX : Instant.now());
        out.println(ProgressLine.plain(step, Instant.now()));
    }

    @Override
    public void say(String label, String text) {
        out.println(Screen.fact(label, Screen.safe(text)));
    }
}
