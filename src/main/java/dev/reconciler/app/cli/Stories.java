package dev.reconciler.app.cli;

import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Results;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.SiteReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds entries of a plan, and beside each the line of {@code evidence.jsonl} (both files have the
 * same order) and what the reports call it.
 */
final class Stories {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FrozenPlan plan;

    Stories(FrozenPlan plan) {
        this.plan = plan;
    }

    /** The entry of a deploy; empty where it has none. */
    List<Story> ofDeploy(String deploy) {
        Id wanted = Id.parse(deploy);
        return matching(entry -> entry.deploy().equals(wanted));
    }

    /** The entries of a site, by its id or by its name, which several may have. */
    List<Story> ofSite(String site) {
        Set<Id> wanted = new HashSet<>(Set.of(Id.parse(site)));
        eachSite(report -> {
            if (report.name().filter(site::equals).isPresent()) {
                report.site().ifPresent(wanted::add);
            }
        });
        return matching(entry -> entry.site().filter(wanted::contains).isPresent());
    }

    /** Every site that the reports tell of, highest tier first. */
    void eachSite(Consumer<SiteReport> consumer) {
        if (Files.exists(plan.folder().resolve(PlanReports.FILE))) {
            try (Stream<AccountReport> accounts = new PlanReports(plan, Results.NONE).accounts()) {
                accounts.forEach(account -> account.sites().forEach(consumer));
            }
        }
    }

    private List<Story> matching(Predicate<Entry> wanted) {
        List<Story> found = new ArrayList<>();
        try (Stream<Entry> entries = plan.entries();
                BufferedReader lines =
                        Files.newBufferedReader(plan.folder().resolve(FrozenPlan.FILE));
                BufferedReader evidence = evidence()) {
            lines.readLine();
            for (Entry entry : (Iterable<Entry>) entries::iterator) {
                String line = lines.readLine();
                String seen = evidence.readLine();
                if (wanted.test(entry)) {
                    found.add(
                            new Story(
                                    plan,
                                    entry,
                                    json(line),
                                    json(seen),
                                    Optional.empty(),
                                    DeployFacts.unknown()));
                }
            }
        } catch (IOException | JacksonException e) {
            throw new Problem(
                    "the plan's evidence cannot be read",
                    plan.folder().toString(),
                    "get the folder again from who made the plan",
                    e);
        }
        return named(found);
    }

    private BufferedReader evidence() throws IOException {
        Path file = plan.folder().resolve("evidence.jsonl");
        return Files.exists(file)
                ? Files.newBufferedReader(file)
                : new BufferedReader(new StringReader(""));
    }

    private static JsonNode json(@Nullable String line) {
        return line == null ? JSON.createObjectNode() : JSON.readTree(line);
    }

    private List<Story> named(List<Story> stories) {
        Map<Id, Story> byDeploy = new LinkedHashMap<>();
        stories.forEach(story -> byDeploy.put(story.entry().deploy(), story));
        eachSite(site ->
                site.entries()
                        .forEach(report ->
                                byDeploy.computeIfPresent(
                                        report.entry().deploy(),
                                        (deploy, story) -> named(story, site, report))));
        return List.copyOf(byDeploy.values());
    }

    private static Story named(Story story, SiteReport site, EntryReport report) {
        return new Story(
                story.plan(),
                story.entry(),
                story.line(),
                story.evidence(),
                site.name(),
                report.deploy());
    }
}
