package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.WorkingFolder;
import dev.reconciler.source.mongo.TestMongo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations and sources that are no good: each is refused with an error that says what to do,
 * and nothing is written.
 */
class BadSourcesTest {
    private static final IncidentGenerator GENERATOR = new IncidentGenerator(7, 80);
    private static Staged staged;
    private static Map<String, List<RawBsonDocument>> before;

    @TempDir private Path home;

    @BeforeAll
    static void stage(@TempDir Path folder) throws IOException {
        staged =
                Staged.on(
                        Invented.incident(GENERATOR),
                        Staged.Layout.S3_AND_DUMP,
                        Optional.empty(),
                        folder.toRealPath());
        before = staged.picture();
    }

    @AfterEach
    void nothing_was_written() throws IOException {
        assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    private Said plan(String key, String line) throws IOException {
        return staged.shellIn(home, Map.of(key, line)).run("plan");
    }

    // ---- the live database

    @Test
    void nobody_listens_at_the_databases_address() throws IOException {
        Said said =
                plan(
                        "live",
                        "{ uri: \"mongodb://ada:hunter2@127.0.0.1:1/?serverSelectionTimeoutMS=500\", database: platform }");
        assertRefused(said, 1, "", "127.0.0.1:1");
        assertThat(said.toString()).doesNotContain("hunter2");
    }

    @Test
    void the_databases_address_is_none() throws IOException {
        assertRefused(
                plan("live", "{ uri: \"http://db1\", database: platform }"), 1, "", "live.uri");
    }

    @Test
    void the_database_is_another_one() throws IOException {
        assertRefused(
                plan(
                        "live",
                        "{ uri: \"%s\", database: elsewhere }"
                                .formatted(staged.platform().database().uri())),
                1,
                "",
                "elsewhere");
    }

    @Test
    void the_password_is_wrong() throws IOException {
        String uri = TestMongo.withUser(staged.platform().database().uri(), "ada", "hunter2");
        Said said =
                plan(
                        "live",
                        "{ uri: \"%s/?serverSelectionTimeoutMS=2000\", database: platform }"
                                .formatted(uri));
        assertRefused(said, 1, "", "platform");
        assertThat(said.toString()).doesNotContain("hunter2");
    }

    // ---- the store

    private String store(String endpoint, String bucket, String secret) {
        return "{ endpoint: \"%s\", region: us-east-1, bucket: %s, path-style: true, access-key: %s, secret-key: %s }"
                .formatted(endpoint, bucket, staged.platform().store().accessKey(), secret);
    }

    @Test
    void the_bucket_is_another_one() throws IOException {
        var store = staged.platform().store();
        assertRefused(
                plan("store", store(store.endpoint().toString(), "elsewhere", store.secretKey())),
                1,
                "",
                "elsewhere");
    }

    @Test
    void the_secret_key_is_wrong() throws IOException {
        var store = staged.platform().store();
        Said said = plan("store", store(store.endpoint().toString(), store.bucket(), "hunter2"));
        assertRefused(said, 1, "", store.bucket());
        assertThat(said.toString()).doesNotContain("hunter2");
    }

    @Test
    void nobody_listens_at_the_stores_address() throws IOException {
        var store = staged.platform().store();
        assertRefused(
                plan("store", store("http://127.0.0.1:1", store.bucket(), store.secretKey())),
                1,
                "",
                "127.0.0.1:1");
    }

    @Test
    void the_region_is_another_one() throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] answer =
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>expecting 'eu-1'</Message></Error>"
                        .getBytes(UTF_8);
        elsewhere.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(400, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        elsewhere.start();
        try {
            String endpoint = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
            assertRefused(
                    plan("store", store(endpoint, "deploys", "secret")), 1, "region", endpoint);
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void there_are_no_credentials() throws IOException {
        assumeTrue(
                System.getenv("AWS_ACCESS_KEY_ID") == null,
                "this machine has credentials for AWS, so this is skipped");
        assertRefused(
                plan("store", "{ endpoint: \"http://127.0.0.1:1\", bucket: deploys }"),
                1,
                "credentials",
                "deploys");
    }

    @Test
    void the_stores_folder_is_not_there() throws IOException {
        assertRefused(
                plan("store", "{ location: \"file:///nowhere/deploys\" }"),
                1,
                "",
                "/nowhere/deploys");
    }

    // ---- the snapshot

    private Path copyOfSnapshot() throws IOException {
        Path copy = Files.createDirectories(home.resolve("copy/platform"));
        try (var files = Files.list(staged.folder().snapshots().resolve("platform"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy.getParent();
    }

    private static String snapshot(Path location) {
        return "[ { location: \"" + location + "\", database: platform } ]";
    }

    @Test
    void the_snapshot_is_not_there() throws IOException {
        assertRefused(
                plan("snapshots", snapshot(Path.of("/nowhere/snapshot"))),
                1,
                "",
                "/nowhere/snapshot");
    }

    @Test
    void the_snapshot_is_an_empty_folder() throws IOException {
        Path empty = Files.createDirectories(home.resolve("empty"));
        assertRefused(plan("snapshots", snapshot(empty)), 1, "", empty.toString());
    }

    @Test
    void the_snapshot_has_no_deploys() throws IOException {
        Path copy = copyOfSnapshot();
        Files.delete(copy.resolve("platform/deploys.bson.gz"));
        assertRefused(plan("snapshots", snapshot(copy)), 1, "", "deploys");
    }

    @Test
    void the_snapshots_deploys_are_an_empty_file() throws IOException {
        Path copy = copyOfSnapshot();
        Files.delete(copy.resolve("platform/deploys.bson.gz"));
        Files.createFile(copy.resolve("platform/deploys.bson"));
        assertRefused(plan("snapshots", snapshot(copy)), 1, "", "deploys");
    }

    @Test
    void the_snapshot_was_taken_after_the_bad_write() throws IOException {
        String late = "{ from: 2017-02-01T12:00:00Z, to: 2017-02-01T19:25:00Z }";
        Shell shell = staged.shellIn(home, Map.of("incident", late));
        assertRefused(shell.run("plan"), 1, "snapshot", "");
        assertThat(shell.run("status").out())
                .contains("refused", "Next: the same command, corrected")
                .doesNotContain("resume");
        Said accepted = shell.run("plan", "--accept-late-snapshot");
        assertThat(accepted.status() & 1).as(accepted.toString()).isZero();
    }

    @Test
    void a_dump_is_cut_in_the_middle_of_a_document() throws IOException {
        new WorkingFolder(home)
                .snapshot("platform", false)
                .write("deploys", take -> GENERATOR.deploys(Moment.SNAPSHOT, take));
        Path deploys = home.resolve("snapshot/platform/deploys.bson");
        try (RandomAccessFile file = new RandomAccessFile(deploys.toFile(), "rw")) {
            file.setLength(file.length() - 100);
        }
        Shell shell = staged.shellIn(home, Map.of("snapshots", snapshot(home.resolve("snapshot"))));
        assertRefused(shell.run("plan"), 1, "in the middle of a document", deploys.toString());
        Said incomplete = shell.run("plan", "--allow-incomplete");
        assertThat(incomplete.status() & ~2).as(incomplete.toString()).isEqualTo(4);
    }

    // ---- the pointer log

    @Test
    void the_log_is_not_there() throws IOException {
        assertRefused(plan("pointer-log", "{ location: \"/nowhere/log\" }"), 1, "", "/nowhere/log");
    }

    @Test
    void a_line_of_the_log_is_not_json() throws IOException {
        WorkingFolder folder = new WorkingFolder(home);
        folder.pointerLog("a.jsonl", GENERATOR::pointerLog);
        folder.pointerLog("b.jsonl", take -> List.of("{\"at\":", "no json").forEach(take));
        Said said = plan("pointer-log", "{ location: \"" + folder.pointerLog() + "\" }");
        assertThat(said.status()).as(said.toString()).isEqualTo(2 | 4);
        assertThat(Totals.of(home).path("totals").path("log_lines_unreadable").asInt())
                .isEqualTo(2);
    }

    @Test
    void a_packed_log_is_cut() throws IOException {
        WorkingFolder folder = new WorkingFolder(home);
        folder.pointerLog("a.jsonl.gz", GENERATOR::pointerLog);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.pointerLog().resolve("a.jsonl.gz").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        Said said = plan("pointer-log", "{ location: \"" + folder.pointerLog() + "\" }");
        assertThat(said.status()).as(said.toString()).isEqualTo(2 | 4);
        assertThat(Totals.of(home).path("incomplete").path("unreadable").toString())
                .contains("a.jsonl.gz");
    }

    // ---- the configuration, and the ledger

    @Test
    void every_error_of_the_configuration_is_told_at_once() throws IOException {
        Shell shell =
                staged.shellIn(
                        home,
                        Map.of(
                                "incident",
                                "{ from: yesterday }",
                                "max-damage",
                                "200%",
                                "snapshot",
                                "{ }",
                                "tiers",
                                "[]"));
        Said said = shell.run("plan");
        assertRefused(said, 1, "", "");
        assertThat(said.err())
                .contains(
                        "incident.from",
                        "yesterday",
                        "max-damage",
                        "200%",
                        "did you mean snapshots",
                        "tiers");
    }

    @Test
    void there_is_no_configuration() {
        assertRefused(new Shell(home).run("plan"), 1, "configuration", "reconciler.yaml");
    }

    @Test
    void nobody_is_named_who_may_sign() throws IOException {
        assertRefused(
                plan("approvals", "{ allowed-signers: \"/nowhere/signers\" }"),
                1,
                "sign",
                "/nowhere/signers");
    }
}
