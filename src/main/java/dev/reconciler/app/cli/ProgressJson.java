package dev.reconciler.app.cli;

import dev.reconciler.job.RunStatus;
import dev.reconciler.job.Watcher;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A line of JSON a second, for machines that show a run. */
final class ProgressJson implements Watcher {
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private final PrintStream out;
    private Instant last = Instant.EPOCH;

    ProgressJson(PrintStream out) {
        this.out = out;
    }

    @Override
    public void see(RunStatus status) {
        boolean goesOn = status.goesOn();
        if (goesOn && Duration.between(last, Instant.now()).compareTo(SELDOM) < 0) {
            return;
        }
        last = Instant.now();
        out.println(Cli.JSON.writeValueAsString(status));
    }

    @Override
    public void say(String label, String text) {
        out.println(Cli.JSON.writeValueAsString(Map.of("say", label, "text", text)));
    }
}
