package dev.reconciler.source.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.store.S3Settings.Credentials;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user with the rights on a bucket that the README names can do all that a store has to do, and
 * one with fewer is told so. Needs a server with rights, and a second user there.
 */
class S3RightsTest extends ObjectStoreContract {
    private static final TreeId NOBODY = new TreeId("0123456789".repeat(4));

    private static Optional<EmbeddedS3> s3 = Optional.empty();
    private S3Store store;

    @BeforeAll
    static void start() {
        if (EmbeddedS3.reader().isEmpty()) {
            System.err.println(
                    "rights in S3 are not tested: RECONCILER_IT_S3_READER_ACCESS_KEY names no second user");
        }
        assumeTrue(EmbeddedS3.reader().isPresent(), "no second user");
        s3 = Optional.of(EmbeddedS3.start("rights"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (s3.isPresent()) {
            s3.get().close();
        }
    }

    @BeforeEach
    void allow() {
        s3().empty();
        s3().policy(policy(mayGet(), mayList()));
        Credentials reader = EmbeddedS3.reader().orElseThrow();
        store = new S3Store(s3().settings(reader));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    void put(String key, byte[] bytes) {
        s3().put(key, bytes);
    }

    private static EmbeddedS3 s3() {
        return s3.orElseThrow();
    }

    @Test
    void without_the_right_to_list_what_is_missing_is_not_told_from_what_is_refused() {
        TreeId tree = putTree("SHA-256", random(10));
        putBlob("SHA-256", random(10));
        s3().policy(policy(mayGet()));
        assertThat(store.fetchTree(tree, 10)).isInstanceOf(Fetched.Present.class);
        assertThat(store.fetchTree(NOBODY, 10)).isInstanceOf(Fetched.Unread.class);
        assertThatThrownBy(store::check).isInstanceOf(Problem.class);
    }

    @Test
    void without_the_right_to_get_what_is_there_is_unread_and_the_check_says_so_at_once() {
        TreeId tree = putTree("SHA-256", random(10));
        putBlob("SHA-256", random(10));
        s3().policy(policy(mayList()));
        assertThat(store.fetchTree(tree, 10)).isInstanceOf(Fetched.Unread.class);
        assertThatThrownBy(store::check)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("403 AccessDenied");
    }

    @Test
    void trees_alone_are_not_enough() {
        putTree("SHA-256", random(10));
        putBlob("SHA-256", random(10));
        s3().policy(policy(allow("s3:GetObject", "/trees/*"), mayList()));
        assertThatThrownBy(store::check).isInstanceOf(Problem.class);
    }

    @Test
    void what_is_neither_a_tree_nor_a_file_need_not_be_read() {
        putTree("SHA-256", random(10));
        putBlob("SHA-256", random(10));
        put("secrets/of-others", random(10));
        assertThatCode(store::check).doesNotThrowAnyException();
    }

    private static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String mayGet() {
        return allow("s3:GetObject", "/trees/*", "/blobs/*");
    }

    private static String mayList() {
        return allow("s3:ListBucket", "");
    }

    /** As Ceph names its users. */
    private static String allow(String action, String... places) {
        String bucket = s3().settings().bucket();
        String resources =
                Stream.of(places)
                        .map(place -> "\"arn:aws:s3:::" + bucket + place + "\"")
                        .collect(Collectors.joining(","));
        return """
        {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/reader"]},
         "Action":"%s","Resource":[%s]}
        """
                .formatted(action, resources);
    }
}
