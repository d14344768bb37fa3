package dev.reconciler.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.store.InMemoryStore;
import dev.reconciler.verify.ParsedTree.CorruptTree;
import dev.reconciler.verify.ParsedTree.Listing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeParserTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef01234567";
    private static final String LONG_HEX = "0123456789abcdef".repeat(4);

    @Test
    void subtrees_and_files_are_listed_in_their_order() {
        assertThat(
                        parsed(
                                """
                                {"entries":[{"name":"css","type":"tree","id":"%s"},
                                {"name":"index.html","type":"blob","id":"%s","size":512}]}\
                                """
                                        .formatted(HEX, LONG_HEX)))
                .isEqualTo(
                        new Listing(
                                List.of(
                                        new TreeEntry.Tree("css", new TreeId(HEX)),
                                        new TreeEntry.Blob("index.html", LONG_HEX, 512))));
    }

    @Test
    void a_tree_may_be_empty() {
        assertThat(parsed("{\"entries\":[]}")).isEqualTo(new Listing(List.of()));
    }

    @Test
    void members_that_the_contract_does_not_name_are_allowed() {
        assertThat(
                        parsed(
                                """
                                {"v":{"entries":[1]},"entries":[
                                 {"size":{"a":[]},"mode":420,"type":"tree","id":"%s","name":"a"}],
                                 "more":[[{}],null]}\
                                """
                                        .formatted(HEX)))
                .isEqualTo(new Listing(List.of(new TreeEntry.Tree("a", new TreeId(HEX)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ünï", "名前.html", "😀", "a b", "...", ".a", "-", "\\\\", "\\u0001"})
    void a_name_may_be_nearly_anything(String name) {
        assertThat(parsed(file(name, "1"))).isInstanceOf(Listing.class);
    }

    @Test
    void a_wrong_digest_is_found_before_anything_is_parsed() {
        var bytes = "not even JSON".getBytes(StandardCharsets.UTF_8);
        assertThat(TreeParser.parse(new TreeId(HEX), bytes))
                .isEqualTo(new CorruptTree("its digest is not its id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "{\"entries\":null}",
                "{\"entries\":{}}",
                "{\"entries\":[1]}",
                "{\"entries\":[[]]}",
                "{\"entries\":[null]}",
                "{\"entries\":[{}]}",
                "{\"entries\":[]",
                "{\"entries\":[",
                "{\"entries\":[]}x",
                "{\"entries\":[]}{}",
                "{\"entries\":[]} []",
                "{\"entries\":[],}",
                "{'entries':[]}",
                "{\"entries\":[]/**/}",
                "{\"entries\":[],\"entries\":[]}",
                "{\"entries\":[],\"a\":1,\"a\":2}",
                "{\"entries\":[],\"a\":NaN}",
                "{\"Entries\":[]}",
                "\uFEFF{\"entries\":[]}"
            })
    void what_is_no_such_json_is_corrupt(String json) {
        assertThat(parsed(json)).isInstanceOf(CorruptTree.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "../x", "\\u0000", "a\\u0000", "\\u002e."})
    void a_name_that_leads_elsewhere_is_corrupt(String name) {
        assertThat(parsed(file(name, "1"))).isInstanceOf(CorruptTree.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "1.0",
                "1e3",
                "\"1\"",
                "null",
                "[]",
                "true",
                "9223372036854775808",
                "01",
                "1,\"size\":1"
            })
    void a_file_without_a_size_is_corrupt(String size) {
        assertThat(parsed(file("a", size))).isInstanceOf(CorruptTree.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"blob\",\"id\":\"" + HEX + "\"",
                "\"type\":\"blob\",\"size\":1",
                "\"type\":\"blob\",\"id\":\"abc\",\"size\":1",
                "\"type\":\"tree\",\"id\":\"0123456789ABCDEF0123456789ABCDEF01234567\"",
                "\"type\":\"tree\",\"id\":17",
                "\"type\":\"link\",\"id\":\"" + HEX + "\"",
                "\"type\":[\"tree\"],\"id\":\"" + HEX + "\"",
                "\"id\":\"" + HEX + "\",\"size\":1"
            })
    void an_entry_that_lacks_something_is_corrupt(String members) {
        assertThat(parsed("{\"entries\":[{\"name\":\"a\"," + members + "}]}"))
                .isInstanceOf(CorruptTree.class);
    }

    @Test
    void a_name_that_stands_twice_is_corrupt_also_as_tree_and_file() {
        assertThat(
                        parsed(
                                """
                                {"entries":[{"name":"a","type":"tree","id":"%s"},
                                {"name":"\\u0061","type":"blob","id":"%s","size":1}]}\
                                """
                                        .formatted(HEX, HEX)))
                .isEqualTo(new CorruptTree("the name 'a' stands twice"));
    }

    @Test
    void other_encodings_than_utf_8_are_corrupt() {
        String json = "{\"entries\":[]}";
        assertThat(parsed(json.getBytes(StandardCharsets.UTF_16BE)))
                .isInstanceOf(CorruptTree.class);
        assertThat(parsed(file("é", "1").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CorruptTree.class);
    }

    @Test
    @Timeout(20)
    void what_is_meant_to_exhaust_a_parser_is_corrupt_and_soon_known() {
        assertThat(parsed("{\"a\":" + "[".repeat(1_000_000))).isInstanceOf(CorruptTree.class);
        assertThat(parsed("{\"a\":" + "9".repeat(1_000_000) + "}")).isInstanceOf(CorruptTree.class);
        assertThat(parsed("{\"" + "k".repeat(1_000_000) + "\":1}")).isInstanceOf(CorruptTree.class);
        assertThat(parsed(file("a", "1e999999999"))).isInstanceOf(CorruptTree.class);
    }

    @Test
    void a_broken_object_is_never_more_than_corrupt() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        byte[] right = file("index.html", "512").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = right.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> parsed(broken))
                    .as("seed %d, try %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    private static String file(String name, String size) {
        return "{\"entries\":[{\"name\":\"%s\",\"type\":\"blob\",\"id\":\"%s\",\"size\":%s}]}"
                .formatted(name, HEX, size);
    }

    private static ParsedTree parsed(String json) {
        return parsed(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ParsedTree parsed(byte[] bytes) {
        return TreeParser.parse(new TreeId(InMemoryStore.digest("SHA-256", bytes)), bytes);
    }
}
