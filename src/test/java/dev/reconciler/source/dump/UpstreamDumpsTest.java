package dev.reconciler.source.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.source.FileBytes;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data files of MongoDB's own tools, some broken on purpose. They are no part of the project, so
 * where they are not at hand this is skipped.
 */
class UpstreamDumpsTest {
    @ParameterizedTest
    @CsvSource({
        "sample, 4, 0, 0, ''",
        "all_types, 20, 0, 0, ''",
        "all_in_one_doc, 1, 0, 0, ''",
        "broken_array, 20, 0, 0, ''",
        "bad_cstring, 3, 1, 0, a string has a wrong length",
        "bad_type, 3, 1, 0, there is no type 0xaa",
        "deep_nested, 0, 1, 0, nested deeper than 200 levels",
        "invalid_field_name, 4, 0, 1, ends in the middle of a document",
        "partial_file, 2, 0, 1, ends in the middle of a document",
        "random_bytes, 0, 0, 1, no document is 1625369376 bytes long",
    })
    void what_is_right_is_read_and_what_is_wrong_is_named(
            String name, int documents, int unreadable, int truncated, String why) {
        var items =
                read("upstream-go-module/test/qa-tests/jstests/bson/testdata/" + name + ".bson");
        assertThat(items.stream().filter(Item.Document.class::isInstance)).hasSize(documents);
        assertThat(items.stream().filter(Item.Unreadable.class::isInstance)).hasSize(unreadable);
        assertThat(items.stream().filter(Item.Truncated.class::isInstance)).hasSize(truncated);
        assertThat(items.toString()).contains(why);
    }

    @Test
    void folders_with_odd_names_are_read() {
        var special =
                DumpFolder.open(
                        upstream("upstream-github/mongorestore/testdata/specialcharacter"),
                        "db1",
                        false);
        assertThat(special.collections()).containsOnlyKeys("cafés");
        var cut =
                DumpFolder.open(
                        upstream("upstream-github/mongorestore/testdata/longcollectionname"),
                        "db1",
                        false);
        assertThat(cut.collections().firstKey())
                .hasSize(247)
                .endsWith("ConsistingOfExactlyTwoHundredAndFortySevenCharacters");
        var prelude =
                DumpFolder.open(
                        upstream("upstream-github/mongorestore/testdata/prelude_test/prelude_gzip"),
                        "test",
                        false);
        assertThat(prelude.collections()).containsOnlyKeys("foo");
    }

    private static List<Item> read(String file) {
        var items = new ArrayList<Item>();
        var bytes = new FileBytes(upstream(file));
        try (var cursor = DumpCursor.open(bytes, "foo", KeyRange.all(), true)) {
            for (var item = cursor.next(); item.isPresent(); item = cursor.next()) {
                items.add(item.get());
            }
        }
        items.forEach(UpstreamDumpsTest::decode);
        return items;
    }

    private static void decode(Item item) {
        if (item instanceof Item.Document document) {
            document.document().toBsonDocument();
        }
    }

    private static Path upstream(String path) {
        var folder =
                Stream.of("../shared/dumps", "/work/shared/dumps")
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .findFirst();
        assumeTrue(folder.isPresent(), "the data files of MongoDB's tools are not at hand");
        return folder.orElseThrow().resolve(path);
    }
}
