package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Unfinished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Says which reports a plan has, and what each is for. The jobs write them; this only finds them.
 */
@Command(
        name = "report",
        description =
                "Lists a plan's reports: pages for customers, lists for support, and what the platform has to do next.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  reconciler report latest", "  reconciler report 7f3a --json"})
final class ReportCommand implements Callable<Integer> {

    /** A file of a plan's folder that people or machines go on with. */
    private record Report(String name, String purpose, String unit, int heading) {}

    private static final List<Report> REPORTS =
            List.of(
                    new Report(
                            "index.html",
                            "for support: the sites that are still down or incomplete, then every customer by tier",
                            "",
                            0),
                    new Report(
                            "customers.csv",
                            "one row per customer, highest tier first",
                            "customers",
                            1),
                    new Report("sites-down.csv", "sites that stay down, and why", "sites", 1),
                    new Report("unresolved.csv", "what a person has to decide", "deploys", 1),
                    new Report(
                            "rebuilds.preview.jsonl",
                            "builds that will be asked for again",
                            "builds",
                            0),
                    new Report("rebuilds.jsonl", "builds to run again, of all runs", "builds", 0),
                    new Report(
                            "purge.jsonl", "what caches should drop, of all runs", "deploys", 0));

    private static final Pattern OF_RUN = Pattern.compile("(rebuilds|purge)\\.\\d+\\.jsonl");

    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    ReportCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Map<String, Object> found = new LinkedHashMap<>();
        for (Report report : REPORTS) {
            Path file = frozen.folder().resolve(report.name());
            if (Files.exists(file)) {
                found.put(report.name(), file.toString());
                print(report, file);
            }
        }
        ofRuns(frozen.folder(), found);
        pages(frozen.folder().resolve("customers"), found);
        if (found.isEmpty()) {
            throw new Problem(
                    "the plan has no reports yet",
                    frozen.folder().toString(),
                    "let the run that makes it finish: reconciler status");
        }
        if (cli.json()) {
            cli.answer(answer(frozen, found));
        } else {
            outlook(frozen).forEach(cli::print);
        }
        return 0;
    }

    private static Map<String, Object> answer(FrozenPlan frozen, Map<String, Object> found) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("plan", frozen.id());
        answer.put("left", Applied.left(Applied.in(frozen.folder())));
        Unfinished.in(frozen.folder()).ifPresent(run -> answer.put("unfinished", run));
        answer.put("reports", found);
        return answer;
    }

    /** What the reports do not tell yet. */
    private static List<String> outlook(FrozenPlan frozen) {
        String brief = Screen.brief(frozen.id());
        Optional<String> unfinished = Applied.unfinished(frozen.folder());
        if (unfinished.isPresent()) {
            return List.of(
                    "None of these tells what a later run did: " + unfinished.get(),
                    Applied.goOn(brief));
        }
        long left = Applied.left(Applied.in(frozen.folder()));
        return left == 0
                ? List.of()
                : List.of(
                        Screen.number(left)
                                + " entries are still to come: reconciler apply "
                                + brief);
    }

    /** What each run added to the lists, for those who have fed what came before. */
    private void ofRuns(Path folder, Map<String, Object> found) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> OF_RUN.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .forEach(file -> {
                        found.put(file.getFileName().toString(), file.toString());
                        say(file, Screen.number(rows(file)) + " of that run alone: feed these");
                    });
        } catch (IOException e) {
            throw new Problem(
                    "the reports cannot be listed",
                    folder.toString(),
                    "let us read that folder",
                    e);
        }
    }

    private void print(Report report, Path file) {
        String count =
                report.unit().isEmpty()
                        ? ""
                        : Screen.number(rows(file) - report.heading()) + ' ' + report.unit() + ": ";
        say(file, count + report.purpose());
    }

    private void pages(Path customers, Map<String, Object> found) {
        if (!Files.isDirectory(customers)) {
            return;
        }
        try (Stream<Path> files = Files.list(customers)) {
            long pages = files.filter(file -> file.toString().endsWith(".html")).count();
            found.put("customers", customers.toString());
            say(
                    customers,
                    Screen.number(pages)
                            + " customers: a page each to send on (.html), and the same as .csv and .json");
        } catch (IOException e) {
            throw new Problem(
                    "the reports cannot be listed",
                    customers.toString(),
                    "let us read that folder",
                    e);
        }
    }

    private void say(Path file, String text) {
        if (!cli.json()) {
            cli.print(file.toString());
            cli.print("    " + text);
        }
    }

    /** How many lines a file has. */
    static long rows(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException | UncheckedIOException e) {
            throw new Problem("a report cannot be read", file.toString(), "let us read it", e);
        }
    }
}
