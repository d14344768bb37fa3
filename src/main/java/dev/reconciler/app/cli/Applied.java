package dev.reconciler.app.cli;

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
                                + (left(counts) == 0
                                        ? ""
                                        : ", %s still to come".formatted(left(counts))));
    }

    /** How many entries are still to come. */
    static long left(Map<String, Object> counts) {
        return counts.get("left") instanceof Long left ? left : 0;
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
