package dev.reconciler.app.cli;

import dev.reconciler.job.Exit;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told when a run has completed. */
final class RunEnd {
    private static final String PLAN = "reconciler plan";

    private final Cli cli;
    private final Settings settings;

    RunEnd(Cli cli, Settings settings) {
        this.cli = cli;
        this.settings = settings;
    }

    /** Tells it; gives the exit status. */
    int tell(Outcome outcome) {
        if (outcome.end() == End.COMPLETED) {
            outcome.folder().ifPresent(folder -> tell(outcome, folder));
        }
        return outcome.exitStatus();
    }

    private void tell(Outcome outcome, Path folder) {
        if (outcome.job().equals("apply")) {
            applied(outcome, folder);
        } else {
            planned(outcome, folder);
        }
    }

    /** How many of what the run itself has told; this is what it comes to. */
    private void applied(Outcome outcome, Path folder) {
        Map<String, Object> counts = Applied.in(folder);
        long left = Applied.left(counts);
        String plan = id(folder);
        String named = settings.named(folder);
        if (cli.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("plan", plan);
            answer.putAll(counts);
            answer.put("run", outcome.run());
            answer.put("exit", outcome.exitStatus());
            answer.put("next", left == 0 ? PLAN : "reconciler apply " + named);
            cli.answer(answer);
            return;
        }
        cli.print("");
        cli.print(
                "plan " + Screen.brief(plan) + (left == 0 ? " is applied" : " is applied in part"));
        if (Exit.CONFLICT.isIn(outcome.bits())) {
            cli.print(
                    "conflicts: some documents were no longer as the plan saw them, and were left alone: conflicts.jsonl; a new plan finds what is left of them");
        }
        if (Exit.INCOMPLETE.isIn(outcome.bits())) {
            incomplete(counts);
        }
        cli.print(
                "Next: hand over the reports (reconciler report "
                        + named
                        + "), then "
                        + (left == 0
                                ? "see whether anything is left: " + PLAN
                                : "apply what is still to come, "
                                        + Screen.count(left, "entry", "entries")
                                        + " under the same signatures: reconciler apply "
                                        + named));
    }

    /** What was read, and is not as planned, is another matter than what could not be read. */
    private void incomplete(Map<String, Object> counts) {
        long changed = Applied.count(counts, "not_confirmed");
        cli.print(
                changed == 0
                        ? "incomplete: not everything could be read again: plan again once the database answers"
                        : "incomplete: "
                                + Screen.count(changed, "entry was", "entries were")
                                + " read again, and no longer as we had written: somebody has changed that since, most likely its owner: conflicts.jsonl (not-confirmed); a new plan finds what is left of them");
    }

    private static String id(Path folder) {
        return folder.getFileName().toString();
    }

    private void planned(Outcome outcome, Path folder) {
        String plan = id(folder);
        Totals totals = Totals.of(folder);
        if (cli.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("plan", plan);
            answer.put("folder", folder.toString());
            answer.put("entries", totals.entries());
            answer.put("run", outcome.run());
            answer.put("exit", outcome.exitStatus());
            cli.answer(answer);
            return;
        }
        cli.print("");
        cli.print(heading(folder, plan, totals));
        cli.print("");
        SummaryText text = new SummaryText(totals);
        text.table().forEach(cli::print);
        cli.print("");
        text.warnings().forEach(cli::print);
        totals.undoes()
                .ifPresent(undone ->
                        cli.print(
                                "takes back            plan "
                                        + Screen.brief(undone)
                                        + "; nothing more of that one is applied"));
        cli.print("");
        next(totals, Screen.brief(plan)).forEach(cli::print);
        cli.print(plan);
    }

    private static String heading(Path folder, String plan, Totals totals) {
        String deploys =
                Screen.number(totals.entries()) + (totals.entries() == 1 ? " deploy" : " deploys");
        long accounts = ReportCommand.rows(folder.resolve("customers.csv")) - 1;
        return "plan "
                + Screen.brief(plan)
                + "  "
                + deploys
                + " of "
                + Screen.number(accounts)
                + (accounts == 1 ? " account" : " accounts");
    }

    private static List<String> next(Totals totals, String plan) {
        if (totals.entries() == 0) {
            return List.of("Nothing to repair.");
        }
        if (totals.writing() == 0) {
            return List.of(
                    "Nothing to write: what is listed needs a person, or a build (reconciler show "
                            + plan
                            + ")");
        }
        return List.of(
                "Next: read it (reconciler show " + plan + "), then two people sign it:",
                "  reconciler approve " + plan + " --key ~/.ssh/id_ed25519");
    }
}
