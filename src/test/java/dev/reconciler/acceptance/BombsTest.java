package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tree, a log and a dump that are small and would fill any memory if they were taken at their
 * word: what can be told of them is told, the rest of the platform is repaired.
 */
class BombsTest {
    private static final int LEVELS = 40;
    private static final String NOWHERE = "0".repeat(64);
    private static final String ENTRY =
            "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":%s,\"tree_id\":\"" + NOWHERE + "\"}";

    private static final List<String> LINES =
            List.of(
                    "[".repeat(1 << 19),
                    "{\"a\":".repeat(1 << 17),
                    ENTRY.formatted("9".repeat(1 << 19)),
                    ENTRY.formatted("1e999999999").replace("at", "no"),
                    ENTRY.formatted("\"" + "x".repeat(1 << 20) + "\""),
                    ENTRY.formatted("[".repeat(600) + "]".repeat(600)),
                    ENTRY.formatted("{\"$numberDecimal\":\"1E99999999999\"}"),
                    ENTRY.formatted("\"d\",\"deploy_id\":\"e\""));

    private static Staged staged;
    private static Said said;

    @BeforeAll
    static void plan(@TempDir Path home) throws IOException {
        Oddities odd = new Oddities(13);
        odd.preview("explodes", exploding(odd));
        staged =
                Staged.on(
                        odd.incident(),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath());
        staged.folder().pointerLog("bombs.jsonl", LINES::forEach);
        Path deploys = staged.folder().snapshots().resolve("platform/deploys.bson");
        Files.write(deploys, nested(10_000), StandardOpenOption.APPEND);
        Files.write(deploys, lying(), StandardOpenOption.APPEND);
        said = staged.shell().run("plan");
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    /** Each level leads twice to the next; in the last a file is missing. */
    private static String exploding(Oddities odd) {
        String id =
                odd.put(
                        "{\"entries\":[{\"name\":\"f\",\"type\":\"blob\",\"id\":\"%s\",\"size\":1}]}"
                                .formatted(NOWHERE));
        for (int level = 0; level < LEVELS; level++) {
            String entry = "{\"name\":\"%s\",\"type\":\"tree\",\"id\":\"" + id + "\"}";
            id =
                    odd.put(
                            "{\"entries\":["
                                    + entry.formatted("a")
                                    + ","
                                    + entry.formatted("b")
                                    + "]}");
        }
        return id;
    }

    /** A document that holds a document, and so on. */
    private static byte[] nested(int levels) {
        int empty = 4 + 1;
        int each = 4 + 1 + 2 + 1;
        ByteBuffer bytes = ByteBuffer.allocate(levels * each + empty);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int level = levels; level > 0; level--) {
            bytes.putInt(level * each + empty).put((byte) 3).put((byte) 'd').put((byte) 0);
        }
        return bytes.putInt(empty).array();
    }

    /** A document whose text is longer than itself. */
    private static byte[] lying() {
        return ByteBuffer.allocate(4 + 1 + 2 + 4 + 2 + 1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(14)
                .put((byte) 2)
                .put((byte) 'a')
                .put((byte) 0)
                .putInt(Integer.MAX_VALUE)
                .array();
    }

    @Test
    void the_rest_is_planned_and_the_run_is_incomplete() {
        assertThat(said.status()).as(said.toString()).isEqualTo(2 | 4);
    }

    @Test
    void a_thousand_of_a_million_million_files_are_listed_and_the_others_counted()
            throws IOException {
        JsonNode entry =
                PlanFile.lines(staged.plans().getFirst()).stream()
                        .filter(line -> line.get("deploy").asString().equals("explodes"))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.get("files")).hasSize(1_000);
        assertThat(entry.get("more").asLong()).isEqualTo((1L << LEVELS) - 1_000);
        assertThat(entry.get("files").get(0).get("path").asString())
                .isEqualTo("a/".repeat(LEVELS) + "f");
        assertThat(staged.shell().run("show", "latest", "--deploy", "explodes").out())
                .contains("1,099,511,627,756 more");
    }

    @Test
    void every_line_and_document_that_could_not_be_read_is_counted() throws IOException {
        String plan = Files.readString(staged.plans().getFirst().resolve("plan.json"));
        JsonNode totals = JsonMapper.shared().readTree(plan).get("totals");
        assertThat(totals.get("log_lines_unreadable").asInt()).isEqualTo(LINES.size());
        assertThat(plan).contains("nested deeper than 200 levels").contains("wrong length");
        assertThat(plan).hasSizeLessThan(1 << 16);
    }
}
