package dev.reconciler.source.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.DocumentSourceContract;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpFolderTest {
    private static final Path DUMPS = Path.of("src/test/resources/dumps");

    @TempDir Path folder;

    @Nested
    class Plain extends DocumentSourceContract {
        @Override
        protected DocumentSource holding(Map<String, List<RawBsonDocument>> collections) {
            collections.forEach(
                    (name, documents) -> write("db/" + name + ".bson", bytes(documents)));
            return DumpFolder.open(folder, "db", false);
        }
    }

    @Nested
    class Packed extends DocumentSourceContract {
        @Override
        protected DocumentSource holding(Map<String, List<RawBsonDocument>> collections) {
            collections.forEach(
                    (name, documents) -> write("db/" + name + ".bson.gz", gzip(bytes(documents))));
            return DumpFolder.open(folder, "db", false);
        }
    }

    /** Counts and digests as the dumps' README has them. */
    @ParameterizedTest
    @CsvSource({
        "folder, alpha, deploys, 600, a544685ceef4c5526855770a85ff776ced1639692a212e1f0d4eb995eb51f4e3",
        "folder, alpha, empty, 0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "folder, alpha, sites, 5, d4bfc3b35caf770df1967e21bf09ef7b5097096397663ebb4f51f9df3595345f",
        "folder, beta, mixed, 10, 9d59067aabc1d6fbfd5c15b7d82d4c1a0d98ca751694a904c962c34ff7c7c9b4",
        "folder, beta, dotted.name, 40, 6ab793a8494eb4ceb0901339baf7ecbab1bf8908eae9549fb5b3ed7bcf78bd48",
        "folder-gzip, alpha, deploys, 600, a544685ceef4c5526855770a85ff776ced1639692a212e1f0d4eb995eb51f4e3",
        "folder-gzip, alpha, empty, 0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "folder-gzip, alpha, sites, 5, d4bfc3b35caf770df1967e21bf09ef7b5097096397663ebb4f51f9df3595345f",
        "folder-gzip, beta, mixed, 10, 9d59067aabc1d6fbfd5c15b7d82d4c1a0d98ca751694a904c962c34ff7c7c9b4",
        "folder-gzip, beta, dotted.name, 40, 6ab793a8494eb4ceb0901339baf7ecbab1bf8908eae9549fb5b3ed7bcf78bd48",
        "one-collection, alpha, deploys, 600, a544685ceef4c5526855770a85ff776ced1639692a212e1f0d4eb995eb51f4e3",
    })
    void a_real_dump_is_read_whole(
            String dump, String database, String collection, int count, String sha256)
            throws Exception {
        var items = read(DumpFolder.open(DUMPS.resolve(dump), database, false), collection);
        var documents =
                items.stream()
                        .map(item -> bytes(((Item.Document) item).document()))
                        .sorted(Arrays::compareUnsigned)
                        .toList();
        var digest = MessageDigest.getInstance("SHA-256");
        documents.forEach(digest::update);
        assertThat(documents).hasSize(count);
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }

    @Test
    void a_missing_database_is_a_problem_that_says_which_there_are() {
        assertThatThrownBy(() -> DumpFolder.open(DUMPS.resolve("folder"), "gamma", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no database gamma")
                .hasMessageContaining("It has alpha, beta");
    }

    @Test
    void the_folder_of_one_database_is_a_problem_that_says_to_go_one_up() {
        assertThatThrownBy(() -> DumpFolder.open(DUMPS.resolve("folder/alpha"), "alpha", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the folder above it");
    }

    @Test
    void a_missing_or_empty_folder_or_a_file_is_a_problem() {
        write("file", new byte[10]);
        assertThatThrownBy(() -> DumpFolder.open(folder.resolve("none"), "db", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is no");
        assertThatThrownBy(() -> DumpFolder.open(folder, "db", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no mongodump folder, or an empty one");
        assertThatThrownBy(() -> DumpFolder.open(folder.resolve("file"), "db", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no mongodump folder");
    }

    @Test
    void two_files_of_one_collection_are_a_problem() {
        write("db/deploys.bson", new byte[0]);
        write("db/deploys.bson.gz", gzip(new byte[0]));
        assertThatThrownBy(() -> DumpFolder.open(folder, "db", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("two files of one collection");
    }

    @Test
    void names_are_decoded_and_a_cut_one_is_found_in_the_metadata() {
        String cut = "x".repeat(208) + "%24xFO0VquRn7cg3QooSZD5sglTddU";
        String whole = "x".repeat(250);
        write("db/caf%C3%A9s.bson", new byte[0]);
        write("db/100%.bson", new byte[0]);
        write("db/" + cut + ".bson", bytes(List.of(document(1))));
        write(
                "db/" + cut + ".metadata.json",
                ("{\"collectionName\":\"" + whole + "\"}").getBytes());
        var dump = DumpFolder.open(folder, "db", false);
        assertThat(dump.collections()).containsOnlyKeys("cafés", "100%", whole);
        assertThat(read(dump, whole)).hasSize(1);
    }

    /** Wherever it is cut: either between two documents, which nobody can see, or it is seen. */
    @Test
    void a_file_cut_in_the_middle_of_a_document_is_a_problem_that_says_what_was_read() {
        byte[] whole = bytes(List.of(document(1), document(2), document(3)));
        int size = whole.length / 3;
        for (int length = 0; length < whole.length; length++) {
            write("db/deploys.bson", Arrays.copyOf(whole, length));
            int documents = length / size;
            if (length % size == 0) {
                assertThat(read(dump(false), "deploys")).hasSize(documents);
            } else {
                assertThatThrownBy(() -> read(dump(false), "deploys"))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("ends in the middle of a document")
                        .hasMessageContaining(
                                "byte " + documents * size + " (document " + (documents + 1) + ")")
                        .hasMessageContaining(
                                documents
                                        + " deploys were read. Use a complete dump, or go on without the rest: --allow-incomplete");
                assertThat(read(dump(true), "deploys"))
                        .hasSize(documents + 1)
                        .last()
                        .isInstanceOf(Item.Truncated.class);
            }
        }
    }

    @Test
    void packed_bytes_cut_anywhere_are_a_problem() {
        byte[] whole = gzip(bytes(List.of(document(1), document(2), document(3))));
        for (int length = 0; length < whole.length; length++) {
            write("db/deploys.bson.gz", Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(dump(false), "deploys"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("ends in the middle of its packed bytes");
            assertThat(read(dump(true), "deploys")).last().isInstanceOf(Item.Truncated.class);
        }
    }

    @Test
    void several_gzip_members_are_one_file() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(gzip(bytes(List.of(document(1), document(2)))));
        bytes.writeBytes(gzip(new byte[0]));
        bytes.writeBytes(gzip(bytes(List.of(document(3)))));
        bytes.writeBytes(new byte[100]);
        write("db/deploys.bson.gz", bytes.toByteArray());
        assertThat(read(dump(false), "deploys")).hasSize(3);
    }

    @Test
    void a_broken_second_member_is_a_problem() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(gzip(bytes(List.of(document(1)))));
        bytes.writeBytes(new byte[] {0x1F, 0x00, 1, 2, 3});
        write("db/deploys.bson.gz", bytes.toByteArray());
        assertThatThrownBy(() -> read(dump(false), "deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("what follows a gzip member is none");
    }

    @Test
    void a_document_that_cannot_be_decoded_is_passed_over() {
        byte[] bytes = bytes(List.of(document(1), document(2), document(3)));
        bytes[bytes.length / 3 + 4] = 0x66;
        write("db/deploys.bson", bytes);
        var items = read(dump(false), "deploys");
        assertThat(items).hasSize(3);
        assertThat(items.get(1))
                .isInstanceOfSatisfying(
                        Item.Unreadable.class,
                        item -> {
                            assertThat(item.position()).isEqualTo(bytes.length / 3);
                            assertThat(item.where())
                                    .endsWith(
                                            "deploys.bson, byte %d (document 2)"
                                                    .formatted(bytes.length / 3));
                            assertThat(item.why()).contains("no type 0x66");
                        });
    }

    @Test
    void after_a_length_that_is_none_nothing_can_be_found() {
        byte[] bytes = bytes(List.of(document(1), document(2), document(3)));
        bytes[bytes.length / 3 + 3] = 0x7F;
        write("db/deploys.bson", bytes);
        assertThatThrownBy(() -> read(dump(false), "deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("damaged");
        assertThat(read(dump(true), "deploys"))
                .hasSize(2)
                .last()
                .isInstanceOf(Item.Truncated.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_byte_is_changed_reading_ends_with_items_or_a_problem(long seed) {
        byte[] bytes = bytes(List.of(document(1), document(2), document(3)));
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) new java.util.Random(seed * 1_000 + at).nextInt(1, 256);
            write("db/deploys.bson", changed);
            for (var item : read(dump(true), "deploys")) {
                if (item instanceof Item.Document document) {
                    assertThat(document.document().toBsonDocument()).isNotNull();
                }
            }
        }
    }

    private DumpFolder dump(boolean allowIncomplete) {
        return DumpFolder.open(folder, "db", allowIncomplete);
    }

    private static RawBsonDocument document(int id) {
        return DocumentSourceContract.raw(
                new BsonDocument("_id", new BsonInt32(id))
                        .append("state", new BsonString("ready")));
    }

    private static List<Item> read(DocumentSource source, String collection) {
        var items = new ArrayList<Item>();
        try (var cursor = source.open(collection, KeyRange.all())) {
            for (var item = cursor.next(); item.isPresent(); item = cursor.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(List<RawBsonDocument> documents) {
        var bytes = new ByteArrayOutputStream();
        documents.forEach(document -> bytes.writeBytes(bytes(document)));
        return bytes.toByteArray();
    }

    private static byte[] bytes(RawBsonDocument document) {
        var buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
