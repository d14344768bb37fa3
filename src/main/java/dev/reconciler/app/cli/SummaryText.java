package dev.reconciler.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan's totals as they are read: a table by remedy and tier, and what nobody should overlook.
 */
final class SummaryText {
    private static final int NAME = 14;
    private static final int COLUMN = 10;

    /** More tiers than that make the table too wide; the lower ones are added up. */
    private static final int TIERS = 3;

    /** How many decisions that are not followed are named. */
    private static final int NAMED = 20;

    private final Totals totals;
    private final List<String> tiers;
    private final List<String> others;

    SummaryText(Totals totals) {
        this.totals = totals;
        List<String> all = totals.tiers();
        int alone = all.size() <= TIERS ? all.size() : TIERS - 1;
        this.tiers = all.subList(0, alone);
        this.others = all.subList(alone, all.size());
    }

    /** The table, with a note where a remedy needs one. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                row(
                        "",
                        Stream.concat(
                                tiers.stream().map(Screen::safe),
                                others.isEmpty() ? Stream.of("all") : Stream.of("other", "all")),
                        ""));
        for (String remedy : totals.remedies()) {
            Stream<Long> each = tiers.stream().map(tier -> totals.entries(tier, remedy));
            Stream<Long> rest =
                    others.isEmpty()
                            ? Stream.of()
                            : Stream.of(
                                    others.stream()
                                            .mapToLong(tier -> totals.entries(tier, remedy))
                                            .sum());
            Stream<Long> all = Stream.of(totals.entriesWith(remedy));
            lines.add(
                    row(
                            remedy,
                            Stream.of(each, rest, all)
                                    .flatMap(numbers -> numbers)
                                    .map(Screen::number),
                            note(remedy)));
        }
        return lines;
    }

    private static String row(String name, Stream<String> cells, String note) {
        String line =
                Screen.pad(name, NAME)
                        + cells.map(cell -> Screen.padLeft(cell, COLUMN))
                                .collect(Collectors.joining())
                        + (note.isEmpty() ? "" : "    " + note);
        return line.stripTrailing();
    }

    private String note(String remedy) {
        if (totals.entriesWith(remedy) == 0) {
            return "";
        }
        return switch (remedy) {
            case "RESTORE" -> restored();
            case "REVERT" ->
                    totals.revertsWithBuild() == 0
                            ? ""
                            : Screen.count(totals.revertsWithBuild(), "build", "builds")
                                    + " asked for again";
            case "ESCALATE" -> "unresolved.csv";
            default -> "";
        };
    }

    private static String sourceName(String source) {
        return switch (source) {
            case "pointer-log" -> "log";
            case "decision" -> "decisions";
            default -> source;
        };
    }

    private String restored() {
        String from =
                Stream.of("snapshot", "live", "pointer-log", "decision")
                        .filter(source -> totals.restoredFrom(source) > 0)
                        .map(source ->
                                sourceName(source)
                                        + ' '
                                        + Screen.number(totals.restoredFrom(source)))
                        .collect(Collectors.joining(" · "));
        return from.isEmpty() ? "" : "from the " + from;
    }

    /** Sites that stay down, pointers that nobody vouches for, what could not be read. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>();
        lines.add("still down after it   " + stillDown());
        if (totals.number("unvouched") > 0) {
            lines.add(
                    "not vouched for       "
                            + Screen.count(
                                    totals.number("unvouched"), "live pointer", "live pointers")
                            + " neither in the snapshot nor in the log; none is used to go back to");
        }
        if (totals.number("log_conflicts") > 0) {
            lines.add(
                    "contradicting         "
                            + Screen.count(totals.number("log_conflicts"), "deploy", "deploys")
                            + " with log entries of more than one tree; the first counts");
        }
        if (totals.number("deleted") > 0) {
            lines.add(
                    "deleted               "
                            + Screen.number(totals.number("deleted"))
                            + " deploys of the snapshot are gone; that is no damage");
        }
        totals.scope()
                .ifPresent(scope ->
                        lines.add(
                                "scope                 only "
                                        + Screen.safe(scope)
                                        + "; all else was compared, and is left as it is"));
        totals.decisions()
                .ifPresent(count ->
                        lines.add(
                                "decided by people     "
                                        + Screen.number(totals.followed())
                                        + " of "
                                        + Screen.count(count, "decision", "decisions")
                                        + " followed"));
        notFollowed().forEach(line -> lines.add("not followed          " + line));
        lines.add("incomplete            " + incomplete());
        return lines;
    }

    private List<String> notFollowed() {
        List<String> all = totals.notFollowed();
        List<String> lines = new ArrayList<>(all.stream().limit(NAMED).map(Screen::safe).toList());
        if (all.size() > NAMED) {
            lines.add(Screen.number(all.size() - NAMED) + " more: plan.json");
        }
        return lines;
    }

    private String stillDown() {
        long sum = totals.tiers().stream().mapToLong(totals::sitesDown).sum();
        if (sum == 0) {
            return "no site";
        }
        Stream<String> each =
                tiers.stream()
                        .map(tier ->
                                Screen.number(totals.sitesDown(tier)) + ' ' + Screen.safe(tier));
        Stream<String> rest =
                others.isEmpty()
                        ? Stream.of()
                        : Stream.of(
                                Screen.number(others.stream().mapToLong(totals::sitesDown).sum())
                                        + " other");
        return Stream.concat(each, rest).collect(Collectors.joining(", "))
                + " sites    sites-down.csv";
    }

    private String incomplete() {
        List<String> parts = new ArrayList<>();
        add(parts, totals.incomplete("entries"), "verdicts rest on what could not be read");
        add(parts, totals.incomplete("objects"), "objects of the store gave no answer");
        add(parts, totals.number("log_lines_unreadable"), "lines of the log cannot be read");
        // Lines of the log are named among what is unreadable, and have been told already.
        long unreadable =
                Math.max(
                        0,
                        totals.names("incomplete", "unreadable").size()
                                - totals.number("log_lines_unreadable"));
        add(
                parts,
                unreadable,
                unreadable == 1 ? "document cannot be read" : "documents cannot be read");
        add(
                parts,
                totals.notFollowed().size(),
                totals.notFollowed().size() == 1
                        ? "decision of people was not needed or could not be followed"
                        : "decisions of people were not needed or could not be followed");
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Screen.number(count) + ' ' + what);
        }
    }
}
