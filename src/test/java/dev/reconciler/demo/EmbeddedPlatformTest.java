package dev.reconciler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.store.S3Settings;
import dev.reconciler.source.store.S3Store;
import dev.reconciler.source.store.StoreLayout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers within the JVM, and the files beside them. */
class EmbeddedPlatformTest {

    @Test
    void documents_come_back_as_they_were_and_in_their_order() {
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(Map.of())) {
            List<BsonDocument> documents =
                    List.of(
                            document(new BsonInt32(2)),
                            document(new BsonString("1")),
                            document(new BsonInt32(1)));
            platform.database().insert("platform", "deploys", documents::forEach);
            assertThat(platform.database().picture("platform").get("deploys")).isEqualTo(documents);
        }
    }

    @Test
    void the_programs_own_adapter_reads_what_was_stored() {
        byte[] bytes = "{\"entries\":[]}".getBytes(StandardCharsets.UTF_8);
        String id = TreeWriter.hex("SHA-256", bytes);
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(Map.of())) {
            platform.store().put("trees/" + id, bytes);
            platform.store().flush();
            try (S3Store store = new S3Store(settings(platform.store()))) {
                assertThat(store.fetchTree(TreeId.of(id).orElseThrow(), 1_000))
                        .isInstanceOfSatisfying(
                                Fetched.Present.class,
                                tree -> assertThat(tree.bytes()).isEqualTo(bytes));
            }
        }
    }

    @Test
    void nothing_listens_any_more_once_it_is_closed() {
        EmbeddedPlatform platform = EmbeddedPlatform.start(Map.of());
        int mongo = Integer.parseInt(platform.database().uri().replaceAll(".*:", ""));
        int s3 = platform.store().endpoint().getPort();
        platform.close();
        for (int port : List.of(mongo, s3)) {
            assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void two_keys_are_made_and_named_in_the_list_of_signers(@TempDir Path folder)
            throws IOException {
        Signers signers = Signers.create(folder);
        assertThat(Files.readAllLines(signers.allowedSigners()))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line)
                                .matches(
                                        "(ada|grace)@example.org namespaces=\"deploy-reconciler\" ssh-ed25519 \\S+"));
        assertThat(signers.key("ada")).exists();
    }

    private static S3Settings settings(PlatformStore store) {
        return new S3Settings(
                Optional.of(store.endpoint()),
                store.region(),
                store.bucket(),
                true,
                Optional.of(new S3Settings.Credentials(store.accessKey(), store.secretKey())),
                StoreLayout.DEFAULT,
                S3Settings.Patience.DEFAULT);
    }

    private static BsonDocument document(BsonValue id) {
        return new BsonDocument("_id", id).append("name", new BsonString("x"));
    }
}
