package dev.reconciler.app.cli;

import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.Bounds;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "What --only-… leaves out can be applied later, under the same signatures.",
            "Exit status: 0 all that was asked for is done; 8 not enough people have signed; 16 some writes met a conflict; +4 not all confirmed; 1 failure.",
            "Examples:",
            "  reconciler apply latest",
            "  reconciler apply latest --first docs.iceberg --only-tier enterprise",
            "  reconciler apply latest --rate 50 --pause-file /tmp/pause",
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

    /** What is left out can be applied later, under the same signatures. */
    @Mixin private Only only = new Only();

    @Option(
            names = "--first",
            paramLabel = "SITE",
            arity = "1..*",
            description = "write these sites before all others, by id or name")
    private List<String> first = List.of();

    @Option(
            names = "--accept-canary",
            description =
                    "go on though one of the first writes was not as planned when it was read again")
    private boolean acceptCanary;

    @Option(
            names = "--accept-age",
            description =
                    "apply a plan that is older than max-plan-age allows, or of a time still to come")
    private boolean acceptAge;

    @Option(
            names = "--rate",
            paramLabel = "WRITES",
            description = "at most so many documents a second (default: max-writes-per-second)")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--pause-file",
            paramLabel = "FILE",
            description =
                    "wait for as long as there is such a file: touch it to pause, remove it to go on (default: pause-file)")
    private Optional<Path> pauseFile = Optional.empty();

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
        Apply request = new Apply(frozen.folder(), frozen.id(), options(frozen));
        Warnings.ofSigners(settings.allowedSigners()).ifPresent(cli::warn);
        Outcome outcome = new JobRun(cli).run(settings, jobs -> jobs.apply(request, anew));
        return new RunEnd(cli, settings).tell(outcome);
    }

    private ApplyOptions options(FrozenPlan frozen) {
        Chosen chosen = new Chosen(frozen);
        return new ApplyOptions(
                chosen.sites(only.scope().sites()),
                chosen.accounts(only.scope().accounts()),
                chosen.tiers(only.scope().tiers()),
                chosen.sites(first),
                expected,
                acceptCanary,
                acceptAge,
                rate.map(ApplyCommand::rate),
                pauseFile.map(this::pauseFile));
    }

    /** An empty path, as of a variable that is not set, would be the folder that we are in. */
    private String pauseFile(Path file) {
        if (file.toString().isBlank()) {
            throw new Problem(
                    "that is no file",
                    "--pause-file with an empty path",
                    "name a file, or leave it out");
        }
        return cli.console().home().resolve(file).toString();
    }

    private static double rate(double writes) {
        if (!Bounds.isRate(writes)) {
            throw new Problem(
                    "that is no rate",
                    "--rate " + writes,
                    "give a number of writes a second, from 0.001 to 1000000");
        }
        return writes;
    }
}
