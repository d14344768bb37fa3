package dev.reconciler.app.cli;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds entries of a plan, and beside each the line of {@code evidence.jsonl}; both files have the
 * same order.
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
        return matching(story -> story.entry().deploy().equals(wanted));
    }

    /** The entries of a site, by its id or by its name. */
    List<Story> ofSite(String site) {
        Id wanted = Id.parse(site);
        return matching(story ->
                story.entry().site().filter(wanted::equals).isPresent()
                        || story.evidence().path("site_name").asString("").equals(site));
    }

    private List<Story> matching(Predicate<Story> wanted) {
        List<Story> found = new ArrayList<>();
        try (Stream<Entry> entries = plan.entries();
                BufferedReader lines =
                        Files.newBufferedReader(plan.folder().resolve(FrozenPlan.FILE));
                BufferedReader evidence = evidence()) {
            lines.readLine();
            for (Entry entry : (Iterable<Entry>) entries::iterator) {
                Story story = new Story(plan, entry, json(lines), json(evidence));
                if (wanted.test(story)) {
                    found.add(story);
                }
            }
        } catch (IOException | JacksonException e) {
            throw new Problem(
                    "the plan's evidence cannot be read",
                    plan.folder().toString(),
                    "get the folder again from who made the plan",
                    e);
        }
        return found;
    }

    private BufferedReader evidence() throws IOException {
        Path file = plan.folder().resolve("evidence.jsonl");
        return Files.exists(file)
                ? Files.newBufferedReader(file)
                : new BufferedReader(new StringReader(""));
    }

    private static JsonNode json(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        return line == null ? JSON.createObjectNode() : JSON.readTree(line);
    }
}
