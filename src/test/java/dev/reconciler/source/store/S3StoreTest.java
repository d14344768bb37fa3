package dev.reconciler.source.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.store.S3Settings.Credentials;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3StoreTest extends ObjectStoreContract {
    private static EmbeddedS3 s3;
    private static S3Store store;

    @BeforeAll
    static void start() {
        s3 = EmbeddedS3.start("contract");
        store = new S3Store(s3.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        s3.close();
    }

    @BeforeEach
    void empty() {
        s3.empty();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    void put(String key, byte[] bytes) {
        s3.put(key, bytes);
    }

    @Test
    void a_wrong_bucket_is_a_problem_and_no_missing_object() {
        assertProblem(settings("no-such-bucket", credentials()), "reconciler.store.bucket");
    }

    @Test
    void a_wrong_access_key_is_a_problem_and_no_missing_object() {
        var wrong = new Credentials("nobody", credentials().secretKey());
        assertProblem(settings(s3.settings().bucket(), wrong), "reconciler.store.access-key");
    }

    @Test
    void a_wrong_secret_key_is_a_problem_and_no_missing_object() {
        var wrong = new Credentials(credentials().accessKey(), "a-wrong-secret");
        assertProblem(settings(s3.settings().bucket(), wrong), "reconciler.store.secret-key");
    }

    @Test
    void no_text_of_it_has_a_secret() {
        var endpoint = Optional.of(URI.create("https://user:pass@store.example:8443/"));
        var was = s3.settings();
        var settings =
                new S3Settings(
                        endpoint,
                        was.region(),
                        was.bucket(),
                        true,
                        was.credentials(),
                        was.layout(),
                        was.patience());
        assertThat(settings.description())
                .isEqualTo("bucket " + was.bucket() + " at https://store.example:8443");
        assertThat(settings.toString()).doesNotContain(credentials().secretKey());
    }

    private static void assertProblem(S3Settings settings, String key) {
        try (var wrong = new S3Store(settings)) {
            assertThatThrownBy(wrong::check)
                    .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.next()).contains(key))
                    .hasMessageNotContaining("a-wrong-secret");
            assertThatThrownBy(() -> wrong.fetchTree(new TreeId("0".repeat(40)), 10))
                    .isInstanceOf(Problem.class);
            assertThatThrownBy(() -> wrong.digestBlob("0".repeat(40))).isInstanceOf(Problem.class);
        }
    }

    private static Credentials credentials() {
        return s3.settings().credentials().orElseThrow();
    }

    private static S3Settings settings(String bucket, Credentials credentials) {
        var was = s3.settings();
        return new S3Settings(
                was.endpoint(),
                was.region(),
                bucket,
                true,
                Optional.of(credentials),
                was.layout(),
                was.patience());
    }
}
