package dev.reconciler.app.cli;

import dev.reconciler.plan.Difference;
import dev.reconciler.plan.Difference.Change;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What one plan says otherwise than another. It needs their folders alone. */
@Command(
        name = "diff",
        description =
                "Says what differs between two plans: entries that only one of them has, and what both say otherwise of a deploy. It needs their folders alone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the plans do the same to the same database; 2 they differ; 1 failure.",
            "What they were made from is told, but is no difference by itself.",
            "Examples:",
            "  reconciler diff 7f3a latest",
            "  reconciler diff 7f3a 9b1c --json     (a line per deploy, then the totals)"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 2;
    private static final int LABEL = 14;
    private static final int COLUMN = 12;

    private final Cli cli;
    private long onlyInFirst;
    private long onlyInSecond;
    private long otherwise;

    @Parameters(
            index = "0",
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String first = "";

    @Parameters(index = "1", paramLabel = "PLAN", description = "likewise")
    private String second = "";

    DiffCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        PlanName names = new PlanName(cli.console().home());
        FrozenPlan one = names.open(first);
        FrozenPlan other = names.open(second);
        List<Change> made = Difference.between(one.header(), other.header());
        PlanDiff diff = new PlanDiff(one, other);
        diff.each(this::tell);
        if (cli.json()) {
            cli.answer(json(one, other, made, diff));
        } else {
            text(one, other, made, diff).forEach(cli::print);
        }
        boolean same = onlyInFirst + onlyInSecond + otherwise == 0 && isSameDatabase(one, other);
        return same ? 0 : DIFFERENT;
    }

    private static boolean isSameDatabase(FrozenPlan one, FrozenPlan other) {
        return one.header().cluster().equals(other.header().cluster())
                && one.header().database().equals(other.header().database());
    }

    private void tell(Difference difference) {
        if (difference.second().isEmpty()) {
            onlyInFirst++;
        } else if (difference.first().isEmpty()) {
            onlyInSecond++;
        } else {
            otherwise++;
        }
        if (cli.json()) {
            cli.answer(json(difference));
        } else {
            text(difference).forEach(cli::print);
        }
    }

    // ---- for people

    private static List<String> text(Difference difference) {
        String deploy = Screen.safe(difference.deploy().text());
        if (difference.changes().isEmpty()) {
            boolean isGone = difference.second().isEmpty();
            Entry entry = difference.first().or(difference::second).orElseThrow();
            return List.of((isGone ? "- " : "+ ") + deploy + "  " + entry.remedy().text());
        }
        List<String> lines = new ArrayList<>();
        lines.add("~ " + deploy);
        difference.changes().forEach(change -> lines.add("    " + text(change)));
        return lines;
    }

    private static String text(Change change) {
        return Screen.pad(change.what(), LABEL)
                + ' '
                + Screen.safe(change.first().orElse("—") + " → " + change.second().orElse("—"));
    }

    private List<String> text(FrozenPlan one, FrozenPlan other, List<Change> made, PlanDiff diff) {
        List<String> lines = new ArrayList<>();
        if (onlyInFirst + onlyInSecond + otherwise > 0) {
            lines.add("");
        }
        made.forEach(change -> lines.add("made from: " + text(change)));
        lines.add(row("", Screen.brief(one.id()), Screen.brief(other.id())));
        remedies(diff)
                .forEach((remedy, counts) ->
                        lines.add(
                                row(
                                        remedy,
                                        Screen.number(counts.getFirst()),
                                        Screen.number(counts.getLast()))));
        lines.add(row("only there", Screen.number(onlyInFirst), Screen.number(onlyInSecond)));
        lines.add(row("otherwise", Screen.number(otherwise), ""));
        if (onlyInFirst + onlyInSecond + otherwise == 0) {
            lines.add("The two plans do the same.");
        }
        return lines;
    }

    private static String row(String label, String first, String second) {
        return (Screen.pad(label, LABEL)
                        + Screen.padLeft(first, COLUMN)
                        + Screen.padLeft(second, COLUMN))
                .stripTrailing();
    }

    /** How many entries of each remedy the two have. */
    private static Map<String, List<Long>> remedies(PlanDiff diff) {
        Map<String, Long> one = diff.remedies().getFirst();
        Map<String, Long> other = diff.remedies().getLast();
        TreeSet<String> all = new TreeSet<>(one.keySet());
        all.addAll(other.keySet());
        Map<String, List<Long>> remedies = new LinkedHashMap<>();
        all.forEach(remedy ->
                remedies.put(
                        remedy,
                        List.of(one.getOrDefault(remedy, 0L), other.getOrDefault(remedy, 0L))));
        return remedies;
    }

    // ---- for machines

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("deploy", difference.deploy().text());
        answer.put("first", remedy(difference.first()));
        answer.put("second", remedy(difference.second()));
        answer.put("changes", difference.changes());
        return answer;
    }

    private static Optional<String> remedy(Optional<Entry> entry) {
        return entry.map(e -> e.remedy().text());
    }

    private Map<String, Object> json(
            FrozenPlan one, FrozenPlan other, List<Change> made, PlanDiff diff) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("first", one.id());
        answer.put("second", other.id());
        answer.put("made_from", made);
        answer.put("remedies", remedies(diff));
        answer.put("only_in_first", onlyInFirst);
        answer.put("only_in_second", onlyInSecond);
        answer.put("otherwise", otherwise);
        return answer;
    }
}
