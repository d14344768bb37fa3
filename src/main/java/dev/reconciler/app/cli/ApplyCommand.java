package dev.reconciler.app.cli;

import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.Settings;
import dev.reconciler.plan.FrozenPlan;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a signed plan says. */
@Command(
        name = "apply",
        description =
                "Applies a plan that two people have signed: backs up, writes, reads back. Goes on by itself where an earlier run of it stopped.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 all done; 8 not enough people have signed; 16 some writes met a conflict; +4 not all confirmed; 1 failure.",
            "Examples:",
            "  reconciler apply latest",
            "  reconciler apply 7f3a --expect 20410"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    @Option(
            names = "--expect",
            paramLabel = "N",
            description =
                    "how many entries the plan has; needed where it is larger than max-damage")
    private Optional<Long> expected = Optional.empty();

    @Option(
            names = "--new-run",
            description =
                    "give up a run of this plan that did not end and begin another; what it wrote stays written")
    private boolean anew;

    ApplyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings();
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Apply request = new Apply(frozen.folder(), frozen.id(), options());
        Warnings.ofSigners(settings.allowedSigners()).ifPresent(cli::warn);
        Outcome outcome = new JobRun(cli).run(settings, jobs -> jobs.apply(request, anew));
        return new RunEnd(cli, settings).tell(outcome);
    }

    private ApplyOptions options() {
        return expected.map(ApplyOptions.NONE::expecting).orElse(ApplyOptions.NONE);
    }
}
