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
 * far it has come since.
 */
final class ProgressLines implements Watcher {
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Told told = new Told();
    private final Map<String, Instant> last = new HashMap<>();

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void see(RunStatus status) {
        Instant now = Instant.now();
        for (StepStatus step : status.steps()) {
            Instant before = last.computeIfAbsent(step.name(), name -> step.startedAt());
            boolean isOver = told.isOver(status, step);
            if ((isOver || isDue(before, now)) && told.once(step).isPresent()) {
                last.put(step.name(), now);
                out.println(ProgressLine.plain(step, now));
            }
        }
        out.flush();
    }

    private static boolean isDue(Instant before, Instant now) {
        return Duration.between(before, now).compareTo(SELDOM) >= 0;
    }

    @Override
    public void say(String label, String text) {
        out.println(Screen.fact(label, Screen.safe(text)));
    }
}
