package dev.reconciler.app.cli;

import dev.reconciler.job.Outcome;
import dev.reconciler.job.Request.Undo;
import dev.reconciler.job.Settings;
import dev.reconciler.plan.FrozenPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Freezes a plan that takes another one back. */
@Command(
        name = "undo",
        description =
                "Makes a plan that takes back what another one wrote, from the backup: field by field, and only where nobody has changed it since. It is signed and applied like any other. Writes nothing to the platform; but of the plan that it takes back nothing more is applied.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the plan is made; 1 failure, or there is nothing to take back.",
            "Examples:",
            "  reconciler undo 7f3a",
            "  reconciler undo latest --json",
            "Then, as for any plan:",
            "  reconciler show latest",
            "  reconciler approve latest --key ~/.ssh/id_ed25519     (two people)",
            "  reconciler apply latest"
        })
final class UndoCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    UndoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings();
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Undo request = new Undo(frozen.folder(), frozen.id());
        Outcome outcome = new JobRun(cli).run(settings, jobs -> jobs.undo(request));
        return new RunEnd(cli, settings).tell(outcome);
    }
}
