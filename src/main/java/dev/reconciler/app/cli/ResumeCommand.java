package dev.reconciler.app.cli;

import dev.reconciler.job.Jobs;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Goes on with a run that did not end. */
@Command(
        name = "resume",
        description =
                "Goes on where a run that did not end has stopped: one that failed, was stopped, or whose process is gone; the one that status shows, else the newest.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler resume",
            "  reconciler -c jobs/incident.yaml resume"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Cli cli;

    ResumeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings();
        Outcome outcome = new JobRun(cli).run(settings, Jobs::resume);
        return new RunEnd(cli, settings).tell(outcome);
    }
}
