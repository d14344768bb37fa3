package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.demo.EmbeddedPlatform;
import dev.reconciler.demo.WorkingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    private static EmbeddedPlatform platform;

    @TempDir Path home;

    private WorkingFolder folder;
    private Map<String, String> settings;

    @BeforeAll
    static void start() {
        platform = EmbeddedPlatform.start();
        insert("deploys", deploy(1, "2017-02-02T20:00:00Z"), deploy(2, "2017-02-02T19:00:00Z"));
        insert("sites", new BsonDocument("_id", new BsonInt32(1)));
        insert("accounts", new BsonDocument("_id", new BsonInt32(1)));
        platform.store().put("trees/" + "a".repeat(40), new byte[] {'{', '}'});
        platform.store().put("blobs/" + "b".repeat(40), new byte[] {1});
        platform.store().flush();
    }

    private static void insert(String collection, BsonDocument... documents) {
        platform.database()
                .insert(
                        EmbeddedPlatform.PLATFORM,
                        collection,
                        to -> List.of(documents).forEach(to));
    }

    private static BsonDocument deploy(int id, String createdAt) {
        return new BsonDocument("_id", new BsonInt32(id))
                .append("created_at", new BsonDateTime(Instant.parse(createdAt).toEpochMilli()));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void configure() throws IOException {
        folder = new WorkingFolder(home);
        folder.signers();
        folder.snapshot(EmbeddedPlatform.PLATFORM, true)
                .write("deploys", to -> to.accept(deploy(1, "2017-02-02T08:59:20Z")));
        folder.pointerLog("a.jsonl", lines -> lines.accept("{}"));
        settings =
                folder.settings(
                        platform,
                        "{ from: 2017-02-02T17:17:00Z }",
                        List.of("enterprise", "starter"));
    }

    @Test
    void each_line_says_what_was_found() throws IOException {
        CommandRun run = check();

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("live            ")
                                        .contains(
                                                "2 deploys, 1 sites, 1 accounts, 0 builds, newest deploy 2017-02-02 20:00:00Z"),
                        line ->
                                assertThat(line)
                                        .startsWith("snapshots       ")
                                        .endsWith(
                                                "1 deploys, newest 2017-02-02 08:59:20Z, 8 h 17 m before the first bad write"),
                        line ->
                                assertThat(line)
                                        .startsWith("pointer-log     ")
                                        .endsWith(": 1 file"),
                        line ->
                                assertThat(line)
                                        .startsWith("store           ")
                                        .contains(platform.store().bucket())
                                        .endsWith(": can be read"),
                        line ->
                                assertThat(line)
                                        .isEqualTo("incident        2017-02-02 17:17:00Z → open"),
                        line ->
                                assertThat(line)
                                        .startsWith("approvals       ")
                                        .endsWith("ada@example.org, grace@example.org"),
                        line -> assertThat(line).startsWith("ssh-keygen      /"),
                        line ->
                                assertThat(line)
                                        .startsWith("ledger          jdbc:h2:file:")
                                        .endsWith(": ready"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "warning         the configuration holds a pass"),
                        line ->
                                assertThat(line)
                                        .startsWith("warning         you can rewrite the list of"),
                        line -> assertThat(line).isEqualTo("Next: reconciler plan"));
    }

    @Test
    void every_check_is_made_though_another_fails() throws IOException {
        settings.put("store", settings.get("store").replace(platform.store().bucket(), "nowhere"));
        settings.put("snapshots", "[ { location: \"" + home.resolve("nowhere") + "\" } ]");
        Files.writeString(
                folder.path().resolve("signers/allowed_signers"), "ada@example.org nonsense\n");

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("store +FAILED: ")
                .containsPattern("snapshots +FAILED: ")
                .containsPattern("approvals +FAILED: two people have to sign a plan, and fewer may")
                .contains("ledger          jdbc:h2")
                .contains("3 checks failed");
    }

    @Test
    void a_snapshot_that_was_taken_too_late_is_noticed() throws IOException {
        folder.snapshot(EmbeddedPlatform.PLATFORM, true)
                .write("deploys", to -> to.accept(deploy(1, "2017-02-02T18:00:00Z")));

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("snapshots +FAILED: the snapshot holds deploys of the incident");
    }

    @Test
    void a_late_snapshot_that_is_accepted_passes() throws IOException {
        folder.snapshot(EmbeddedPlatform.PLATFORM, true)
                .write("deploys", to -> to.accept(deploy(1, "2017-02-02T18:00:00Z")));
        settings.put("accept-late-snapshot", "true");

        CommandRun run = check();

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("which accept-late-snapshot allows");
    }

    @Test
    void a_live_database_of_another_name_is_noticed() throws IOException {
        settings.put(
                "live", settings.get("live").replaceFirst("database: \\S+", "database: other"));

        assertThat(check().out()).containsPattern("live +FAILED: there is no collection deploys");
    }

    @Test
    void a_wrong_secret_is_said_so_and_not_shown() throws IOException {
        settings.put(
                "store",
                settings.get("store").replace(platform.store().secretKey(), "wrong-secret"));

        CommandRun run = check();

        assertThat(run.out()).containsPattern("store +FAILED: ").doesNotContain("wrong-secret");
    }

    @Test
    void machines_get_one_line() throws IOException {
        configure(settings);

        CommandRun run = CommandRun.in(home, System.getenv(), "config", "check", "--json");

        assertThat(run.out())
                .hasLineCount(1)
                .contains("{\"check\":\"live\",")
                .contains("\"failures\":0")
                .contains("\"warnings\":[\"the configuration holds a password");
    }

    private CommandRun check() throws IOException {
        configure(settings);
        return CommandRun.in(home, Map.of("PATH", System.getenv("PATH")), "config", "check");
    }

    /** As an editor leaves it: anybody can read it. */
    private void configure(Map<String, String> lines) throws IOException {
        folder.configure(lines);
        Files.setPosixFilePermissions(
                folder.configuration(), PosixFilePermissions.fromString("rw-r--r--"));
    }
}
