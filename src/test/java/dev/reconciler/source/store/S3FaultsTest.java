package dev.reconciler.source.store;

import static dev.reconciler.source.store.FaultyEndpoint.cut;
import static dev.reconciler.source.store.FaultyEndpoint.error;
import static dev.reconciler.source.store.FaultyEndpoint.object;
import static dev.reconciler.source.store.FaultyEndpoint.silence;
import static dev.reconciler.source.store.FaultyEndpoint.text;
import static dev.reconciler.source.store.FaultyEndpoint.trickle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.store.S3Settings.Credentials;
import dev.reconciler.source.store.S3Settings.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store, and what lies before it, may answer when things go wrong. */
@Timeout(20)
class S3FaultsTest {
    private static final byte[] BYTES = ObjectStoreContract.random(100_000);
    private static final String ID = InMemoryStore.digest("SHA-256", BYTES);
    private static final TreeId TREE = new TreeId(ID);
    private static final int TRIES = 3;

    private final FaultyEndpoint endpoint = new FaultyEndpoint();
    private final S3Store store = new S3Store(settings(endpoint.uri()));

    @AfterEach
    void close() {
        store.close();
        endpoint.close();
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,SlowDown", "429,TooManyRequests"})
    void a_passing_error_is_tried_again(int status, String code) {
        endpoint.then(error(status, code)).then(object(BYTES));
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Present(BYTES.length, ID));
    }

    @Test
    void a_stream_that_was_cut_is_read_again() {
        endpoint.then(cut(BYTES, 100)).then(cut(BYTES, 0)).then(object(BYTES));
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Present(BYTES.length, ID));
    }

    @Test
    void a_stream_that_is_always_cut_was_not_read_and_is_not_corrupt() {
        endpoint.then(cut(BYTES, 70_000));
        assertThat(store.digestBlob(ID))
                .isInstanceOfSatisfying(
                        Digested.Unread.class,
                        u -> assertThat(u.why()).contains("did not answer to the end"));
        assertThat(store.fetchTree(TREE, BYTES.length)).isInstanceOf(Fetched.Unread.class);
        assertThat(endpoint.requests()).isEqualTo(2 * TRIES);
    }

    @ParameterizedTest
    @CsvSource({
        "500,InternalError",
        "503,SlowDown",
        "403,AccessDenied",
        "403,InvalidObjectState",
        "404,SomethingElse",
        "400,InvalidRequest"
    })
    void a_refusal_is_neither_missing_nor_corrupt(int status, String code) {
        endpoint.then(error(status, code));
        assertThat(store.digestBlob(ID))
                .isEqualTo(new Digested.Unread("the store answered " + status + " " + code));
    }

    @Test
    void only_the_stores_own_word_makes_an_object_missing() {
        endpoint.then(error(404, "NoSuchKey"))
                .then(listing())
                .then(error(404, "NoSuchKey"))
                .then(listing());
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Missing());
        assertThat(store.fetchTree(TREE, 10)).isEqualTo(new Fetched.Missing());
    }

    @Test
    void a_key_that_is_listed_and_answers_404_is_not_missing() {
        endpoint.then(error(404, "NoSuchKey")).then(listing("blobs/" + ID));
        assertThat(store.digestBlob(ID))
                .isEqualTo(
                        new Digested.Unread(
                                "the store lists it, and answers that it is not there"));
    }

    @Test
    void a_longer_key_that_is_listed_is_another_one() {
        endpoint.then(error(404, "NoSuchKey")).then(listing("blobs/" + ID + ".old"));
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Missing());
    }

    @Test
    void where_it_cannot_be_seen_whether_it_is_listed_an_object_is_not_missing() {
        endpoint.then(error(404, "NoSuchKey")).then(error(403, "AccessDenied"));
        assertThat(store.digestBlob(ID)).isInstanceOf(Digested.Unread.class);
    }

    @Test
    void a_404_of_a_proxy_is_no_missing_object() {
        endpoint.then(text(404, "text/html", "<html><body>no backend</body></html>"));
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Unread("the store answered 404"));
    }

    @ParameterizedTest
    @CsvSource({
        "404,NoSuchBucket",
        "301,PermanentRedirect",
        "400,AuthorizationHeaderMalformed",
        "403,InvalidAccessKeyId",
        "403,SignatureDoesNotMatch",
        "400,ExpiredToken"
    })
    void what_is_wrong_with_every_object_is_a_problem(int status, String code) {
        endpoint.then(error(status, code));
        assertThatThrownBy(() -> store.digestBlob(ID)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> store.fetchTree(TREE, 10)).isInstanceOf(Problem.class);
        assertThatThrownBy(store::check).isInstanceOf(Problem.class);
    }

    @Test
    void a_bucket_that_may_not_be_listed_fails_the_check_since_it_hides_what_is_missing() {
        endpoint.then(error(403, "AccessDenied"));
        assertThatThrownBy(store::check)
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.next()).contains("s3:ListBucket"));
    }

    @Test
    void a_bucket_that_may_be_listed_but_not_read_fails_the_check() {
        endpoint.then(listing("trees/" + TREE)).then(error(403, "AccessDenied"));
        assertThatThrownBy(store::check)
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.next()).contains("s3:GetObject"));
    }

    @Test
    void one_object_that_is_closed_to_us_does_not_fail_the_check() {
        endpoint.then(listing("trees/" + "0".repeat(64), "trees/" + TREE))
                .then(error(403, "AccessDenied"))
                .then(object(BYTES))
                .then(listing("blobs/" + ID))
                .then(object(BYTES))
                .then(error(404, "NoSuchKey"));
        assertThatCode(store::check).doesNotThrowAnyException();
        assertThat(endpoint.requests()).isEqualTo(6);
    }

    @Test
    void one_object_that_cannot_be_had_does_not_fail_the_check() {
        endpoint.then(listing("trees/" + TREE))
                .then(error(403, "InvalidObjectState"))
                .then(listing("blobs/" + ID))
                .then(error(404, "NoSuchKey"));
        assertThatCode(store::check).doesNotThrowAnyException();
        assertThat(endpoint.requests()).isEqualTo(5);
    }

    @Test
    void silence_is_waited_for_only_so_long() {
        endpoint.then(silence());
        assertThat(store.digestBlob(ID)).isInstanceOf(Digested.Unread.class);
    }

    @Test
    void a_stream_that_only_trickles_is_given_up_and_not_tried_again() {
        endpoint.then(trickle(BYTES.length, Duration.ofMillis(50)));
        assertThat(store.digestBlob(ID))
                .isInstanceOfSatisfying(
                        Digested.Unread.class, u -> assertThat(u.why()).contains("within 3 s"));
        assertThat(endpoint.requests()).isEqualTo(1);
    }

    @Test
    void bytes_are_taken_as_they_are_stored_even_if_they_are_said_to_be_compressed()
            throws IOException {
        byte[] stored = gzip(BYTES);
        endpoint.then(request -> {
            request.getResponseHeaders().add("Content-Encoding", "gzip");
            object(stored).to(request);
        });
        assertThat(store.digestBlob(InMemoryStore.digest("SHA-256", stored)))
                .isEqualTo(
                        new Digested.Present(
                                stored.length, InMemoryStore.digest("SHA-256", stored)));
    }

    @Test
    void a_large_tree_is_not_drained() {
        endpoint.then(trickle(1_000_000, Duration.ofMillis(50)));
        assertThat(store.fetchTree(TREE, 1_000)).isEqualTo(new Fetched.TooLarge(1_000_000));
    }

    @Test
    void where_nobody_listens_the_check_says_so() {
        URI uri = endpoint.uri();
        endpoint.close();
        try (var nobody = new S3Store(settings(uri))) {
            assertThat(nobody.digestBlob(ID)).isInstanceOf(Digested.Unread.class);
            assertThatThrownBy(nobody::check)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    private static S3Settings settings(URI uri) {
        return new S3Settings(
                Optional.of(uri),
                "us-east-1",
                "deploys",
                true,
                Optional.of(new Credentials("key", "secret")),
                StoreLayout.DEFAULT,
                new Patience(
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        // A second may go by before a store that asked for mercy is asked again.
                        Duration.ofSeconds(3),
                        TRIES));
    }

    private static FaultyEndpoint.Answer listing(String... keys) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        for (String key : keys) {
            xml.append("<Contents><Key>").append(key).append("</Key></Contents>");
        }
        return text(200, "application/xml", xml.append("</ListBucketResult>").toString());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
