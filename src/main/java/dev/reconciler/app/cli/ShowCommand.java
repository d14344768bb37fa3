package dev.reconciler.app.cli;

import dev.reconciler.approve.Approvals;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TakenBack;
import dev.reconciler.plan.Unfinished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an approver reads. It needs the plan's folder alone. */
@Command(
        name = "show",
        description =
                "Shows what a plan does, the harm it could do, what it could not check, and which sites stay down.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler show latest",
            "  reconciler show 7f3a --deploy 5892f4e8e45f9a7c21bd0e11",
            "  reconciler show 7f3a --site docs.iceberg",
            "  reconciler show ./plans/7f3a91c2… --json"
        })
final class ShowCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    @Option(names = "--deploy", paramLabel = "ID", description = "the whole story of one verdict")
    private Optional<String> deploy = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "NAME",
            description = "the verdicts of one site, by its name or id")
    private Optional<String> site = Optional.empty();

    ShowCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Stories stories = new Stories(frozen);
        if (deploy.isPresent()) {
            tell(frozen, deploy.get(), stories.ofDeploy(deploy.get()));
        } else if (site.isPresent()) {
            tell(frozen, site.get(), stories.ofSite(site.get()));
        } else {
            show(frozen);
            Warnings.ofSigners(signers(frozen)).ifPresent(cli::warn);
        }
        return 0;
    }

    /** The list that an apply here would go by; where nothing is configured, the plan's copy. */
    private Path signers(FrozenPlan frozen) {
        Path copy = frozen.folder().resolve(Approvals.ALLOWED_SIGNERS);
        if (!Files.exists(cli.configuration())) {
            return copy;
        }
        try {
            return cli.settings().allowedSigners();
        } catch (Problem e) {
            // To read a plan nobody needs a configuration that is right.
            return copy;
        }
    }

    private void tell(FrozenPlan frozen, String wanted, List<Story> found) {
        if (found.isEmpty()) {
            throw nothing(frozen, wanted);
        }
        found.forEach(this::show);
    }

    private void show(FrozenPlan frozen) {
        if (cli.json()) {
            cli.answer(machine(frozen));
        } else {
            new PlanText(frozen).lines().forEach(cli::print);
        }
    }

    /** {@code plan.json}, and what came of the plan since. */
    private static JsonNode machine(FrozenPlan frozen) {
        ObjectNode answer = Totals.of(frozen.folder()).json().deepCopy().asObject();
        Map<String, Object> applied = Applied.in(frozen.folder());
        if (!applied.isEmpty()) {
            answer.putPOJO("applied", applied);
        }
        Unfinished.in(frozen.folder()).ifPresent(run -> answer.putPOJO("unfinished", run));
        List<String> takenBack = TakenBack.by(frozen.folder());
        if (!takenBack.isEmpty()) {
            answer.putPOJO("taken_back_by", takenBack);
        }
        return answer;
    }

    private void show(Story story) {
        if (cli.json()) {
            cli.answer(story.json());
        } else {
            new StoryText(story).lines().forEach(cli::print);
            cli.print("");
        }
    }

    private static Problem nothing(FrozenPlan frozen, String wanted) {
        return new Problem(
                "the plan has no entry of that",
                wanted + " in plan " + Screen.brief(frozen.id()),
                "the plan leaves it as it is, or it is another one: reconciler show "
                        + Screen.brief(frozen.id()));
    }
}
