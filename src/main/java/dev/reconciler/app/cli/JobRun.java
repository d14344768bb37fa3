package dev.reconciler.app.cli;

import dev.reconciler.job.Exit;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Settings;
import dev.reconciler.job.StatusFile;
import dev.reconciler.job.Watcher;
import dev.reconciler.job.apply.ApplyJob;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.job.undo.UndoJob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A job on the command line: with its progress, its end, and a signal that stops it. This starts
 * Spring.
 */
final class JobRun {
    private static final Map<String, Class<?>> WIRING =
            Map.of("plan", PlanJob.class, "apply", ApplyJob.class, "undo", UndoJob.class);

    private final Cli cli;

    JobRun(Cli cli) {
        this.cli = cli;
    }

    /** Runs it and tells how it ended, but for what a plan's or an apply's own summary says. */
    Outcome run(Settings settings, Function<Jobs, Outcome> work) {
        LogLevel.set(cli.verbose());
        Warnings.ofSecrets(cli.configuration(), settings).forEach(cli::warn);
        Jobs jobs = new Jobs(settings, WIRING, watcher());
        Outcome outcome = run(jobs, work);
        switch (outcome.end()) {
            case COMPLETED -> {}
            case STOPPED -> stopped(settings, outcome);
            case FAILED -> outcome.problem().ifPresent(cli::failed);
        }
        return outcome;
    }

    private Outcome run(Jobs jobs, Function<Jobs, Outcome> work) {
        cli.console().signals().onStop(jobs::stop);
        try {
            return work.apply(jobs);
        } finally {
            cli.console().signals().nothingToStop();
        }
    }

    private Watcher watcher() {
        Console console = cli.console();
        if (cli.json()) {
            return new ProgressJson(console.err());
        }
        return console.terminal() ? ProgressBars.on(console) : new ProgressLines(console.err());
    }

    private void stopped(Settings settings, Outcome outcome) {
        String next =
                outcome.job().equals("apply")
                        ? "reconciler apply "
                                + outcome.folder().map(settings::named).orElse("latest")
                        : "reconciler resume";
        if (cli.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("stopped", true);
            answer.put("run", outcome.run());
            answer.put("exit", outcome.exitStatus());
            answer.put("next", next);
            cli.answer(answer);
        } else {
            cli.print(
                    (outcome.job().equals("apply")
                                    ? "stopped after the entry in hand"
                                    : "stopped after the piece of work in hand")
                            + howFar(settings)
                            + (Exit.CONFLICT.isIn(outcome.bits()) ? ", some met a conflict" : "")
                            + ". Nothing is half done. Go on with");
            cli.print("  " + next);
        }
    }

    /** {@code : write, 4,046 of 8,791 entries}. */
    private static String howFar(Settings settings) {
        return StatusFile.in(settings.work())
                .read()
                .filter(status -> !status.steps().isEmpty())
                .map(status -> ": " + ProgressLine.share(status.steps().getLast()))
                .orElse("");
    }
}
