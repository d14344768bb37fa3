package dev.reconciler.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code plan.json} of the one plan of a folder. */
final class Totals {
    private Totals() {}

    static JsonNode of(Path home) throws IOException {
        try (Stream<Path> plans = Files.list(home.resolve("plans"))) {
            List<Path> all = plans.filter(plan -> Files.exists(plan.resolve("plan.json"))).toList();
            if (all.size() != 1) {
                throw new AssertionError(all.size() + " plans");
            }
            return JsonMapper.shared()
                    .readTree(Files.readString(all.getFirst().resolve("plan.json")));
        }
    }
}
