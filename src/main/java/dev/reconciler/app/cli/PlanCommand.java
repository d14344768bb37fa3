package dev.reconciler.app.cli;

import dev.reconciler.job.DecisionsFile;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Request;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  reconciler plan --only-tier enterprise",
            "  reconciler plan --decisions decisions.jsonl",
            "  reconciler plan --json | tail -n 1",
            "A decision is a line for one deploy that an earlier plan left to people (unresolved.csv):",
            "  {\"deploy\": \"…\", \"remedy\": \"RESTORE\", \"tree\": \"…\", \"by\": \"ada@example.org\", \"why\": \"…\"}",
            "remedy is RESTORE (with tree), PUBLISH, REVERT (with target), REBUILD or LEAVE."
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

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description =
                    "what people decided about deploys that the rules leave to them: JSON lines")
    private Optional<Path> decisions = Optional.empty();

    @Mixin private Only only = new Only();

    PlanCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings().allowing(lateSnapshot, incomplete);
        refuseUnknownTiers(settings);
        Request.Plan request =
                new Request.Plan(
                        settings.acceptLateSnapshot(),
                        settings.allowIncomplete(),
                        only.scope(),
                        decisions.map(file ->
                                DecisionsFile.read(cli.console().home().resolve(file)).asked()));
        Outcome outcome = new JobRun(cli).run(settings, jobs -> jobs.plan(request));
        return new RunEnd(cli, settings).tell(outcome);
    }

    private void refuseUnknownTiers(Settings settings) {
        for (String tier : only.scope().tiers()) {
            if (!settings.tiers().contains(tier)) {
                throw new Problem(
                        "there is no tier " + tier,
                        "--only-tier",
                        "choose of " + String.join(", ", settings.tiers()));
            }
        }
    }
}
