package dev.reconciler.source.pointerlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointerLogTest {
    private static final String TREE = "0123456789abcdef0123456789abcdef01234567";
    private static final String ENTRY =
            "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\"58931df2f15c5a7bc72dcbdb\",\"site_id\":\"docs\",\"tree_id\":\""
                    + TREE
                    + "\"}";

    @TempDir Path folder;

    @Test
    void an_entry_says_when_which_deploy_which_site_and_which_tree() throws IOException {
        write("a.jsonl", ENTRY);
        assertThat(items())
                .containsExactly(
                        new LogItem.Entry(
                                Instant.parse("2017-02-02T10:00:00Z"),
                                Id.of(new BsonObjectId(new ObjectId("58931df2f15c5a7bc72dcbdb"))),
                                Optional.of(new BsonString("docs")),
                                Optional.of(TREE),
                                "a.jsonl",
                                1));
    }

    @Test
    void files_are_read_in_the_order_of_their_names_packed_or_not_in_folders_too()
            throws IOException {
        write("2017-02-03.jsonl", ENTRY);
        write("2017-02-02.jsonl.gz", gzip(ENTRY + "\n" + ENTRY));
        write("2017-01/31.jsonl", ENTRY);
        write("README.md", "not a log");
        assertThat(items())
                .extracting(LogItem::file)
                .containsExactly(
                        "2017-01/31.jsonl",
                        "2017-02-02.jsonl.gz",
                        "2017-02-02.jsonl.gz",
                        "2017-02-03.jsonl");
    }

    @Test
    void reading_goes_on_after_a_file() throws IOException {
        write("a.jsonl", ENTRY);
        write("b.jsonl", ENTRY);
        try (var cursor = PointerLog.open(folder).cursorAfter("a.jsonl")) {
            assertThat(cursor.next().orElseThrow().file()).isEqualTo("b.jsonl");
            assertThat(cursor.next()).isEmpty();
            assertThat(cursor.bytesRead()).isEqualTo(ENTRY.length());
        }
    }

    @Test
    void one_file_is_a_log() throws IOException {
        write("a.jsonl", ENTRY);
        write("b.jsonl", ENTRY);
        assertThat(items(folder.resolve("b.jsonl")))
                .extracting(LogItem::file)
                .containsExactly("b.jsonl");
    }

    @Test
    void blank_lines_windows_line_ends_and_a_byte_order_mark_are_no_trouble() throws IOException {
        write("a.jsonl", "\uFEFF" + ENTRY + "\r\n\r\n  \t\n\n" + ENTRY);
        assertThat(items()).hasSize(2).hasOnlyElementsOfType(LogItem.Entry.class);
        assertThat(items().get(1))
                .isInstanceOfSatisfying(
                        LogItem.Entry.class, entry -> assertThat(entry.line()).isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{",
                "5",
                "[]",
                "null",
                "{}",
                "{\"at\":\"2017-02-02T10:00:00Z\"}",
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":null}",
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":{\"$oid\":\"no hex\"}}",
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\"\\ud83d\"}",
                "{\"deploy_id\":\"d\"}",
                "{\"at\":\"yesterday\",\"deploy_id\":\"d\"}",
                "{\"at\":1486029600,\"deploy_id\":\"d\"}",
                "{\"at\":\"+999999999-01-01T00:00:00Z\",\"deploy_id\":\"d\"}",
                "{\"at\":\"2017-02-02T10:00:00\",\"deploy_id\":\"d\"}",
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\"d\"} more",
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\"d\",\"deploy_id\":\"e\"}",
            })
    void a_line_that_is_no_entry_is_an_item_of_its_own_and_the_next_is_read(String line)
            throws IOException {
        write("a.jsonl", line + "\n" + ENTRY);
        assertThat(items()).hasSize(2);
        assertThat(items().getFirst())
                .isInstanceOfSatisfying(
                        LogItem.UnreadableLine.class,
                        item -> {
                            assertThat(item.line()).isEqualTo(1);
                            assertThat(item.why()).isNotBlank();
                        });
        assertThat(items().getLast()).isInstanceOf(LogItem.Entry.class);
    }

    @Test
    void bytes_that_are_no_text_are_no_entry() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\""
                        .getBytes(StandardCharsets.UTF_8));
        bytes.write(0xC3);
        bytes.writeBytes("\"}\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(ENTRY.getBytes(StandardCharsets.UTF_8));
        write("a.jsonl", bytes.toByteArray());
        assertThat(items())
                .first()
                .isEqualTo(new LogItem.UnreadableLine("a.jsonl", 1, "it is no UTF-8"));
        assertThat(items()).last().isInstanceOf(LogItem.Entry.class);
    }

    @Test
    void a_line_without_end_does_not_fill_the_memory() throws IOException {
        write(
                "a.jsonl",
                " ".repeat(Lines.LONGEST - ENTRY.length())
                        + ENTRY
                        + "\n"
                        + "x".repeat(3 * Lines.LONGEST)
                        + "\n"
                        + ENTRY);
        assertThat(items()).hasSize(3);
        assertThat(items().get(0)).isInstanceOf(LogItem.Entry.class);
        assertThat(items().get(1))
                .isEqualTo(new LogItem.UnreadableLine("a.jsonl", 2, "it is longer than 1 MiB"));
        assertThat(items().get(2)).isInstanceOf(LogItem.Entry.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "\"\"",
                "\"0123\"",
                "{\"$oid\":\"58931df2f15c5a7bc72dcbdb\"}",
                "\"0123456789ABCDEF0123456789ABCDEF01234567\""
            })
    void a_tree_that_is_no_hex_id_is_no_evidence(String tree) throws IOException {
        write("a.jsonl", ENTRY.replace("\"" + TREE + "\"", tree));
        assertThat(entry().tree()).isEmpty();
    }

    @Test
    void trees_of_both_lengths_are_read() throws IOException {
        String sha256 = TREE + "0123456789abcdef01234567";
        write("a.jsonl", ENTRY.replace(TREE, sha256));
        assertThat(entry().tree()).contains(sha256);
    }

    @Test
    void ids_are_read_in_each_of_their_forms() throws IOException {
        assertThat(deploy("\"docs\"")).isEqualTo(Id.of(new BsonString("docs")));
        assertThat(deploy("{\"$string\":\"58931df2f15c5a7bc72dcbdb\"}"))
                .isEqualTo(Id.of(new BsonString("58931df2f15c5a7bc72dcbdb")));
        assertThat(deploy("{\"$oid\":\"58931df2f15c5a7bc72dcbdb\"}"))
                .isEqualTo(deploy("\"58931df2f15c5a7bc72dcbdb\""));
        assertThat(deploy("7")).isEqualTo(Id.of(new BsonInt32(7)));
        assertThat(deploy("{\"$numberLong\":\"7\"}")).isEqualTo(Id.of(new BsonInt64(7)));
        assertThat(deploy("9007199254740993")).isEqualTo(Id.of(new BsonInt64(9007199254740993L)));
        assertThat(deploy("\"{\\\"$oid\\\":1}\"")).isEqualTo(Id.of(new BsonString("{\"$oid\":1}")));
    }

    @Test
    void a_packed_file_that_was_cut_is_not_read_to_its_end_and_the_next_file_is_read()
            throws IOException {
        byte[] packed = gzip((ENTRY + "\n").repeat(3));
        write("a.jsonl.gz", Arrays.copyOf(packed, packed.length - 9));
        write("b.jsonl", ENTRY);
        var items = items();
        assertThat(items.stream().filter(LogItem.UnreadableFile.class::isInstance))
                .singleElement()
                .extracting(LogItem::file)
                .isEqualTo("a.jsonl.gz");
        assertThat(items).last().extracting(LogItem::file).isEqualTo("b.jsonl");
    }

    @Test
    void no_log_is_a_problem_and_an_empty_one_is_not() throws IOException {
        assertThatThrownBy(() -> PointerLog.open(folder))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no pointer log");
        assertThatThrownBy(() -> PointerLog.open(folder.resolve("none")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is no");
        write("a.jsonl", "");
        assertThat(items()).isEmpty();
    }

    private Id deploy(String json) throws IOException {
        write("a.jsonl", "{\"at\":\"2017-02-02T10:00:00+01:00\",\"deploy_id\":" + json + "}");
        return entry().deploy();
    }

    private LogItem.Entry entry() {
        return (LogItem.Entry) items().getFirst();
    }

    private List<LogItem> items() {
        return items(folder);
    }

    private static List<LogItem> items(Path location) {
        var items = new ArrayList<LogItem>();
        try (var cursor = PointerLog.open(location).cursor()) {
            for (var item = cursor.next(); item.isPresent(); item = cursor.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
