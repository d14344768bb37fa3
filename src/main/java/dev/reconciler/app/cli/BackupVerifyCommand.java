package dev.reconciler.app.cli;

import dev.reconciler.job.ledger.JournalCounts;
import dev.reconciler.plan.FrozenPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Proves that what a plan has overwritten is still whole. */
@Command(
        name = "verify",
        description =
                "Proves that what a plan has overwritten is still whole, and that nobody has changed the record of its writes, or taken a part of it away. Applying a plan begins with the same.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler backup verify latest",
            "  reconciler backup verify 7f3a --json"
        })
final class BackupVerifyCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    BackupVerifyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        LogLevel.set(cli.verbose());
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        try (PlanRecord record = PlanRecord.open(cli.settings().ledger(), frozen)) {
            tell(frozen, record.journal().verify(frozen));
        }
        return 0;
    }

    private void tell(FrozenPlan frozen, JournalCounts counts) {
        if (cli.json()) {
            cli.answer(machine(frozen, counts));
            return;
        }
        cli.print("the record of plan " + Screen.brief(frozen.id()) + " is whole");
        say(
                "entries",
                counts.entries(),
                "of " + Screen.number(frozen.header().entries()) + " have had their turn");
        say(
                "writes",
                counts.applied(),
                "of " + Screen.number(counts.results()) + " changed a document");
        say(
                "backups",
                counts.backups(),
                "documents, each whole and the one that was to be written");
        say(
                "admissions",
                counts.admissions(),
                "names: who stood behind the plan, or applied it, at each start");
    }

    private void say(String what, long count, String text) {
        cli.print(Screen.fact(what, Screen.number(count) + ' ' + text));
    }

    private static Map<String, Object> machine(FrozenPlan frozen, JournalCounts counts) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("plan", frozen.id());
        answer.put("entries", counts.entries());
        answer.put("results", counts.results());
        answer.put("applied", counts.applied());
        answer.put("backups", counts.backups());
        answer.put("admissions", counts.admissions());
        return answer;
    }
}
