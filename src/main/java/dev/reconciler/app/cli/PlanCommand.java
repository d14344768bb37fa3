package dev.reconciler.app.cli;

import dev.reconciler.job.Jobs;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds the damage and freezes a plan. */
@Command(
        name = "plan",
        description =
                "Compares the live database with its evidence, proves trees and files, and freezes a plan into plans/. Writes nothing to the platform.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 nothing to do; 2 damage found, or something to publish; +4 incomplete; 1 failure.",
            "Examples:",
            "  reconciler plan",
            "  reconciler plan -c jobs/incident.yaml",
            "  reconciler plan --json | tail -n 1"
        })
final class PlanCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--accept-late-snapshot",
            description =
                    "accept a snapshot that holds deploys of the window; the plan's header says so")
    private boolean lateSnapshot;

    @Option(
            names = "--allow-incomplete",
            description =
                    "go on with a source that cannot be read to its end; the run is incomplete then")
    private boolean incomplete;

    PlanCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings().allowing(lateSnapshot, incomplete);
        Outcome outcome = new JobRun(cli).run(settings, Jobs::plan);
        return new RunEnd(cli, settings).tell(outcome);
    }
}
