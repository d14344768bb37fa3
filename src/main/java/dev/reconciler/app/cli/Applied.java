package dev.reconciler.app.cli;

import dev.reconciler.job.PlanLock;
import dev.reconciler.plan.Unfinished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of a plan, as its folder says. */
final class Applied {
    private static final String FILE = "applied.json";

    private Applied() {}

    /** One line for people; empty where the plan was not applied. */
    static Optional<String> text(Path plan) {
        Map<String, Object> counts = in(plan);
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s of %s entries confirmed, %s met a conflict, %s not as planned when read again"
                                        .formatted(
                                                counts.get("confirmed"),
                                                counts.get("entries"),
                                                counts.get("conflicts"),
                                                counts.get("not_confirmed"))
                                + (isAsPlanned(counts) ? "" : " (conflicts.jsonl)")
                                + (left(counts) == 0
                                        ? ""
                                        : ", %s still to come".formatted(left(counts))));
    }

    /** One line about a run that has not come to its end; empty where there is none. */
    static Optional<String> unfinished(Path plan) {
        return Unfinished.in(plan)
                .map(unfinished ->
                        "run %d, begun %s, has not come to its end%s"
                                .formatted(
                                        unfinished.run(),
                                        Screen.time(unfinished.since()),
                                        PlanLock.holder(plan)
                                                .map(holder ->
                                                        holder.hasEnded()
                                                                ? "; its process is gone"
                                                                : ": " + holder.shown())
                                                .orElse("")));
    }

    /** What is next where a run has not come to its end. */
    static String goOn(String brief) {
        return "Next: go on with it, unless it still goes on (reconciler status): reconciler apply "
                + brief;
    }

    private static boolean isAsPlanned(Map<String, Object> counts) {
        return count(counts, "conflicts") + count(counts, "not_confirmed") == 0;
    }

    /** How many entries are still to come. */
    static long left(Map<String, Object> counts) {
        return count(counts, "left");
    }

    /** One of them; 0 where it is not there. */
    static long count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Long count ? count : 0;
    }

    /** Counts by name; empty where the plan was not applied, or nobody can read it. */
    static Map<String, Object> in(Path plan) {
        Path file = plan.resolve(FILE);
        Map<String, Object> counts = new LinkedHashMap<>();
        if (!Files.isReadable(file)) {
            return counts;
        }
        try {
            for (Map.Entry<String, JsonNode> count :
                    JsonMapper.shared().readTree(file.toFile()).properties()) {
                if (count.getValue().isNumber()) {
                    counts.put(count.getKey(), count.getValue().longValue());
                }
            }
        } catch (JacksonException e) {
            counts.clear();
        }
        return counts;
    }
}
