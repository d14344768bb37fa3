package dev.reconciler.source.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.model.Problem;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpOutputTest {
    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploys",
                "system.odd",
                "..",
                "../../etc/passwd",
                "with space%20",
                "déploiements \u202E/\\:*?",
                "100 characters of 3 bytes, 300 of a name: 文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文"
            })
    void what_was_written_is_read_again_byte_for_byte_whatever_the_collection_is_called(
            String collection) throws IOException {
        List<byte[]> documents =
                List.of(document(1, "ä"), document(2, "x".repeat(15 << 20)), document(3, ""));
        try (DumpOutput dump = DumpOutput.begin(home.resolve("dump"), "platform")) {
            documents.forEach(document -> dump.add(collection, document));
            assertThat(dump.finish()).isEqualTo(Map.of(collection, 3L));
        }
        assertThat(read(collection)).containsExactlyElementsOf(documents);
        assertThat(files(home)).allMatch(file -> file.startsWith("dump/platform/"));
    }

    private List<byte[]> read(String collection) {
        List<byte[]> read = new ArrayList<>();
        try (var cursor =
                DumpFolder.open(home.resolve("dump"), "platform", false)
                        .open(collection, KeyRange.all())) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                read.add(bytes(((Item.Document) item.get()).document()));
            }
        }
        return read;
    }

    @Test
    void the_metadata_are_as_mongodump_writes_them() throws IOException {
        write("deploys");
        assertThat(home.resolve("dump/platform/deploys.metadata.json"))
                .hasContent(
                        "{\"options\": {}, \"indexes\": [{\"v\": {\"$numberInt\": \"2\"}, \"key\": {\"_id\": {\"$numberInt\": \"1\"}}, \"name\": \"_id_\"}], \"collectionName\": \"deploys\", \"type\": \"collection\"}");
    }

    @Test
    void nobody_but_the_owner_may_read_it() throws IOException {
        write("deploys");
        for (String folder : List.of("dump", "dump/platform")) {
            assertThat(rights(folder)).isEqualTo("rwx------");
        }
        for (String file : files(home)) {
            assertThat(rights(file)).as(file).isEqualTo("rw-------");
        }
    }

    private String rights(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites.bson", "sites.metadata.json"})
    void a_file_that_is_there_is_left_as_it_is_and_nothing_is_left_beside_it(String name)
            throws IOException {
        Path there = home.resolve("dump/platform").resolve(name);
        Files.createDirectories(there.getParent());
        Files.writeString(there, "mine");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> write("deploys", "sites"))
                .satisfies(problem -> assertThat(problem.where()).isEqualTo(there.toString()));
        assertThat(there).hasContent("mine");
        assertThat(files(home)).containsExactly("dump/platform/" + name);
    }

    @Test
    void another_collection_can_be_added_to_a_dump() throws IOException {
        write("deploys");
        write("sites");
        assertThat(read("deploys")).hasSize(1);
        assertThat(read("sites")).hasSize(1);
    }

    @Test
    void what_was_not_finished_is_not_there() throws IOException {
        try (DumpOutput dump = DumpOutput.begin(home.resolve("dump"), "platform")) {
            dump.add("deploys", document(1, "half"));
        }
        assertThat(files(home)).isEmpty();
    }

    private void write(String... collections) {
        try (DumpOutput dump = DumpOutput.begin(home.resolve("dump"), "platform")) {
            for (String collection : collections) {
                dump.add(collection, document(1, collection));
            }
            dump.finish();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static byte[] document(int id, String title) {
        BsonDocument document =
                new BsonDocument("_id", new BsonInt32(id)).append("title", new BsonString(title));
        return bytes(new RawBsonDocument(document, new BsonDocumentCodec()));
    }

    private static byte[] bytes(RawBsonDocument document) {
        var buffer = document.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
