package dev.reconciler.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a plan, read as anybody would. */
final class PlanFile {
    private PlanFile() {}

    static List<JsonNode> lines(Path plan) throws IOException {
        try (Stream<String> lines = Files.lines(plan.resolve("plan.jsonl"))) {
            return lines.skip(1).map(JsonMapper.shared()::readTree).toList();
        }
    }

    static long entries(Path plan) throws IOException {
        return lines(plan).size();
    }

    /** How many documents the plan writes. */
    static long writes(Path plan) throws IOException {
        return lines(plan).stream().mapToLong(line -> line.path("writes").size()).sum();
    }
}
