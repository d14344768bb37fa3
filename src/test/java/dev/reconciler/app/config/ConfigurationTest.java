package dev.reconciler.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconciler.job.Bounds;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Settings.Location;
import dev.reconciler.job.Settings.Store;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String FULL =
            """
            reconciler:
              live:        { uri: "mongodb://ada:pa55@db1,db2/?tls=true", database: platform }
              snapshots:   [ { location: /backups/2017-02-02, database: before } ]
              pointer-log: { location: log }
              store:       { endpoint: "https://s3.example.org", region: eu-1, bucket: deploys, trees: t, blobs: b/, path-style: true, access-key: AKIA, secret-key: pssst }
              incident:    { from: 2017-02-02T17:17:00Z, to: 2017-02-02T19:25:00Z }
              tiers:       [enterprise, pro]
              approvals:   { allowed-signers: signers }
              max-damage:  { all: 25%, enterprise: 2% }
              max-plan-age: 36h
              canary:      3
              max-conflicts: 5%
              max-writes-per-second: 50
              pause-file:  pause
              ledger:      { url: "jdbc:postgresql://db/ledger", username: me, password: shhh }
              work:        ./scratch
              grace:       15m
              accept-late-snapshot: true
              allow-incomplete: yes
              names:
                deploys: { collection: releases, fields: { tree_id: root } }
            """;
    private static final String SMALL =
            """
            reconciler:
              live: { uri: "mongodb://db1", database: platform }
              snapshots: [ { location: before } ]
              store: { location: "file:///mnt/deploys" }
              tiers: [pro]
            """;

    private static final Set<String> SECRET = Set.of("live.uri", "ledger.url");

    @TempDir Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void every_key_is_read() throws IOException {
        Settings settings = read(FULL);

        assertThat(settings.live().uri().value()).isEqualTo("mongodb://ada:pa55@db1,db2/?tls=true");
        assertThat(settings.live().database()).isEqualTo("platform");
        assertThat(settings.snapshots())
                .singleElement()
                .satisfies(snapshot -> {
                    assertThat(snapshot.location())
                            .isEqualTo(new Location.Folder(Path.of("/backups/2017-02-02")));
                    assertThat(snapshot.database()).isEqualTo("before");
                });
        assertThat(settings.pointerLog()).contains(home.resolve("log"));
        assertThat(settings.store())
                .isInstanceOfSatisfying(
                        Store.S3.class,
                        store -> {
                            assertThat(store.endpoint())
                                    .hasToString("Optional[https://s3.example.org]");
                            assertThat(store.region()).isEqualTo("eu-1");
                            assertThat(store.bucket()).isEqualTo("deploys");
                            assertThat(store.pathStyle()).isTrue();
                            assertThat(store.credentials())
                                    .hasValueSatisfying(keys ->
                                            assertThat(keys.secretKey().value())
                                                    .isEqualTo("pssst"));
                            assertThat(store.trees()).isEqualTo("t/");
                            assertThat(store.blobs()).isEqualTo("b/");
                        });
        assertThat(settings.incident())
                .hasValueSatisfying(incident -> {
                    assertThat(incident.from()).isEqualTo("2017-02-02T17:17:00Z");
                    assertThat(incident.to()).contains(Instant.parse("2017-02-02T19:25:00Z"));
                });
        assertThat(settings.tiers()).containsExactly("enterprise", "pro");
        assertThat(settings.allowedSigners()).isEqualTo(home.resolve("signers"));
        assertThat(settings.bounds().maxDamage()).isEqualTo(0.25);
        assertThat(settings.ledger().url()).isEqualTo("jdbc:postgresql://db/ledger");
        assertThat(settings.ledger().username()).contains("me");
        assertThat(settings.ledger().password()).contains("shhh");
        assertThat(settings.work()).isEqualTo(home.resolve("./scratch"));
        assertThat(settings.grace()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.acceptLateSnapshot()).isTrue();
        assertThat(settings.allowIncomplete()).isTrue();
        assertThat(settings.names().deploys()).isEqualTo("releases");
        assertThat(settings.names().of(DeployField.TREE_ID)).isEqualTo("root");
    }

    @Test
    void what_is_not_said_has_these_defaults() throws IOException {
        Settings settings = read(SMALL);

        assertThat(settings.snapshots().getFirst().database()).isEqualTo("platform");
        assertThat(settings.pointerLog()).isEmpty();
        assertThat(settings.incident()).isEmpty();
        assertThat(settings.store())
                .isEqualTo(new Store.Folder(Path.of("/mnt/deploys"), "trees/", "blobs/"));
        assertThat(settings.allowedSigners()).isEqualTo(home.resolve("allowed_signers"));
        assertThat(settings.bounds().maxDamage()).isEqualTo(0.1);
        assertThat(settings.ledger().url())
                .isEqualTo("jdbc:h2:file:" + home.resolve("work/ledger"));
        assertThat(settings.work()).isEqualTo(home.resolve("work"));
        assertThat(settings.plans()).isEqualTo(home.resolve("plans"));
        assertThat(settings.grace()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.names()).isEqualTo(Names.defaults());
        assertThat(settings.acceptLateSnapshot()).isFalse();
        assertThat(settings.allowIncomplete()).isFalse();
    }

    @Test
    void every_error_is_named_at_once_with_key_value_line_and_what_would_be_right() {
        Problem problem =
                problem(
                        """
                        reconciler:
                          live: { uri: "postgres://ada:pa55@db1", database: "a/b" }
                          snapshots: [ { location: "s3://bucket/x" } ]
                          store: { bucket: x }
                          incident: { from: yesterday }
                          max-damage: 200%
                          grace: soon
                          accept-late-snapshot: maybe
                        """);

        assertThat(problem.what()).isEqualTo("the configuration has 10 errors");
        assertThat(problem.where())
                .contains("live.uri = ******, line 2: mongodb://… or mongodb+srv://…")
                .contains("live.database = \"a/b\", line 2: the name of the platform's database")
                .contains(
                        "snapshots[0].location = ******, line 3: a folder that mongodump wrote, or mongodb://…")
                .contains("store.bucket = \"x\", line 4")
                .contains("store.region is missing: the bucket's region, or store.endpoint")
                .contains(
                        "incident.from = \"yesterday\", line 5: a time such as 2017-02-02T17:17:00Z")
                .contains("tiers is missing")
                .contains("max-damage = \"200%\", line 6")
                .contains("grace = \"soon\", line 7")
                .contains("accept-late-snapshot = \"maybe\", line 8: true or false")
                .doesNotContain("pa55");
    }

    @Test
    void what_bounds_the_harm_is_read_and_has_defaults() throws IOException {
        assertThat(read(FULL).bounds())
                .isEqualTo(
                        new Bounds(
                                0.25,
                                Map.of("enterprise", 0.02),
                                Duration.ofHours(36),
                                3,
                                0.05,
                                Optional.of(50.0),
                                Optional.of(home.resolve("pause"))));
        assertThat(read(SMALL).bounds()).isEqualTo(Bounds.DEFAULT);
        assertThat(read(SMALL + "  max-damage: { pro: 1% }\n").bounds().maxDamage()).isEqualTo(0.1);
        environment.put("RECONCILER_MAXDAMAGE", "30%");
        assertThat(read(FULL).bounds())
                .satisfies(bounds -> {
                    assertThat(bounds.maxDamage()).isEqualTo(0.3);
                    assertThat(bounds.maxDamageOfTier()).isEmpty();
                });
    }

    @Test
    void a_bound_that_is_none_is_an_error() {
        assertThat(
                        problem(
                                        SMALL
                                                + """
                                                  max-damage: { all: 0, enterprise: 2% }
                                                  canary: -1
                                                  max-conflicts: 120%
                                                  max-writes-per-second: 0
                                                  max-plan-age: old
                                                """)
                                .where())
                .contains(
                        "max-damage.all = \"0\", line 6: a share such as 10%",
                        "max-damage.enterprise = \"2%\", line 6: one of all, pro",
                        "canary = \"-1\", line 7",
                        "max-conflicts = \"120%\", line 8",
                        "max-writes-per-second = \"0\", line 9: a number more than 0",
                        "max-plan-age = \"old\", line 10: a duration such as 24h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-damage            | 0, 0%, -1%, 1, 1.0, 100.1%, NaN, NaN%, Infinity, 1e-1, 0x1p-3, 10f%, %, ten%, 10%%",
                "max-conflicts         | 0, 0%, -1%, 1, 120%, NaN%, Infinity%",
                "max-plan-age          | 0s, PT0S, -1h, PT-1H, 24, soon, 3651d, 9999999d, P999999999999D",
                "canary                | -1, 1.5, 1000000, 4294967295, 99999999999, one, 0x1",
                "max-writes-per-second | 0, -1, NaN, Infinity, 1e9, 10d, 0.0001, 1000001, 999999999999",
                "grace                 | 0m, PT0S, -10m, 10, 9999999m",
                "incident.from         | 2017-02-02, 0, +999999999-01-01T00:00:00Z, 1969-12-31T23:59:59Z",
                "incident.to           | never, +10000-01-01T00:00:00Z",
                "live.database         | a.b, a b, a$b",
                "live.uri              | db1, http://db1, mongodb://",
                "snapshots[0].database | a/b",
                "store.endpoint        | s3.example.org, ftp://s3, http://a:b@s3, http://s3:0, http://s3:99999",
                "store.region          | eu 1, eu_1",
                "store.bucket          | x, -bucket, a/b",
                "store.path-style      | 1, maybe",
                "store.trees           | /trees, ../trees, a/../b",
                "store.blobs           | /blobs",
                "pointer-log.location  | s3://bucket/log, http://log",
                "ledger.url            | jdbc:mysql://db/x, ledger, jdbc:h2:mem:x, jdbc:h2:file:, jdbc:postgresql://me:pw@db/x",
                "accept-late-snapshot  | 1, perhaps",
                "allow-incomplete      | 0, y",
                "names.sites.collection           | system.sites, a$b",
                "names.deploys.fields.tree_id     | a.b, $a, _id",
            })
    void an_odd_value_is_an_error_that_names_key_and_value(String key, String values) {
        for (String value : values.split(",\\s*")) {
            environment.clear();
            environment.put(variable(key), value);
            Problem problem =
                    problem(FULL.replace("jdbc:postgresql://db/ledger", "jdbc:h2:file:x"));
            assertThat(problem).as(key + " = " + value).isNotNull();
            String shown = SECRET.contains(key) ? "******" : '"' + Masked.of(value) + '"';
            assertThat(problem.where())
                    .contains(
                            key + " = " + shown + ", environment variable " + variable(key) + ": ");
        }
    }

    private static String variable(String key) {
        return "RECONCILER_"
                + key.replaceAll("[-\\]]", "").replaceAll("[.\\[]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whatever stands there, it is a setting or an error of the configuration, and never ours. */
    @Test
    void no_key_takes_a_value_that_breaks_the_program() {
        List<String> odd =
                List.of(
                        "0",
                        "-1",
                        "1",
                        "1e309",
                        "NaN",
                        "-0%",
                        "100%",
                        "%",
                        "true",
                        "null",
                        "~",
                        "[]",
                        "{}",
                        "/",
                        ".",
                        "..",
                        "a,,b",
                        ",",
                        "\0",
                        "\u202E",
                        "\uD83D",
                        "${X",
                        "file:",
                        "jdbc:h2:",
                        "mongodb://h:1/?x=%",
                        "http://[",
                        "x".repeat(100_000),
                        "2017-02-02T17:17:00Z",
                        "PT2562047788015215H",
                        "99999999999999999999");
        for (String key : keys("", Shape.root())) {
            for (String value : odd) {
                environment.clear();
                environment.put(variable(key), value);
                try {
                    read(FULL);
                } catch (Problem problem) {
                    assertThat(problem.what()).startsWith("the configuration has ");
                } catch (IOException | RuntimeException e) {
                    throw new AssertionError(key + " = " + value, e);
                }
            }
        }
    }

    @Test
    void no_error_about_any_key_shows_what_may_be_a_password() {
        List<String> passwords =
                List.of(
                        "http://x:S3CRETpw@h",
                        "mongodb://user:S3CRETpw@h:port/?a=b",
                        "mongodb://user:a@S3CRETpw@h/x y",
                        "user:S3CRETpw@",
                        "?password=S3CRETpw",
                        "jdbc:other://h/x?user=a&password=a@S3CRETpw",
                        "jdbc:h2:mem:x;PASSWORD=S3CRETpw",
                        "http://x:S3CRETpw");
        for (String key : keys("", Shape.root())) {
            for (String password : passwords) {
                for (String value :
                        List.of(password, password + "," + password, password + " :$")) {
                    environment.clear();
                    environment.put(variable(key), value);
                    try {
                        read(FULL);
                    } catch (Problem | IOException e) {
                        assertThat(e).as(key).hasMessageNotContaining("S3CRETpw");
                    }
                }
            }
        }
    }

    @Test
    void a_key_that_its_value_has_run_into_shows_no_password_either() {
        for (String line :
                List.of(
                        "live: {uri:mongodb://ada:S3CRETpw@h, database: x}",
                        "store: {endpoint:http://x:S3CRETpw,y@h}",
                        "ledger: {url:jdbc:postgresql://h/x?password=S3CRETpw}",
                        "tiers: [S3CRETpw:pw@h, S3CRETpw:pw@h, '']",
                        "max-damage: {'x:S3CRETpw@h': 10}",
                        "ledger: { password: *S3CRETpw }",
                        "ledger: { password: !S3CRETpw!x y }")) {
            Problem problem = problem("reconciler:\n  " + line);
            assertThat(problem).as(line).isNotNull();
            assertThat(Throwables.getStackTrace(problem)).as(line).doesNotContain("S3CRETpw");
        }
    }

    private static List<String> keys(String key, Shape shape) {
        return switch (shape) {
            case Shape.Text text -> List.of(key);
            case Shape.Each each -> List.of(key);
            case Shape.Items items -> keys(key + "[0]", items.of());
            case Shape.Group group ->
                    group.keys().entrySet().stream()
                            .flatMap(child ->
                                    keys(
                                            key.isEmpty()
                                                    ? child.getKey()
                                                    : key + '.' + child.getKey(),
                                            child.getValue())
                                            .stream())
                            .toList();
        };
    }

    @Test
    void a_value_that_is_empty_is_an_error_and_a_key_without_one_is_not() throws IOException {
        assertThat(
                        problem(
                                        SMALL.replace("[pro]", "[pro, ' ']")
                                                + """
                                                  pause-file: ""
                                                  max-plan-age: ''
                                                  work: " "
                                                  ledger: { username: "" }
                                                """)
                                .where())
                .contains(
                        "tiers[1], line 5: is empty: give it a value, or leave the key out",
                        "pause-file, line 6: is empty",
                        "max-plan-age, line 7: is empty",
                        "work, line 8: is empty",
                        "ledger.username, line 9: is empty");
        assertThat(problem(SMALL.replace("[pro]", "'pro,,starter'")).where())
                .contains("tiers, \"pro,,starter\": has an item that is empty");
        assertThat(read(SMALL + "  pause-file:\n  work: ~\n").bounds()).isEqualTo(Bounds.DEFAULT);
    }

    @Test
    void a_value_that_is_needed_and_empty_is_told_once_and_what_would_be_right() {
        String folder = "{ location: \"file:///mnt/deploys\" }";
        assertThat(problem(SMALL.replace(folder, "{ bucket: '' }")).where())
                .endsWith(
                        "store.bucket, line 4: is empty: the bucket's name, or store.location for a mounted file system")
                .hasLineCount(2);
        assertThat(problem(SMALL.replace(folder, "{ location: '' }")).where())
                .endsWith(
                        "store.location, line 4: is empty: file:///… or a folder, or store.bucket in its place")
                .hasLineCount(2);
        assertThat(
                        problem(
                                        SMALL.replace(
                                                folder,
                                                "{ location: '', bucket: deploys, region: eu-1 }"))
                                .where())
                .endsWith("store.location, line 4: is empty: give it a value, or leave the key out")
                .hasLineCount(2);
        assertThat(problem(SMALL.replace("[pro]", "['']")).where())
                .contains("tiers[0], line 5: is empty: the values of an account's plan")
                .hasLineCount(2);
        assertThat(problem(SMALL.replace("mongodb://db1", "${NOBODY}")).where())
                .endsWith(
                        "live.uri, line 2: names the environment variable NOBODY, which is not set: mongodb://… or mongodb+srv://…")
                .hasLineCount(2);
    }

    @Test
    void two_collections_of_one_name_are_an_error() {
        assertThat(problem(SMALL + "  names: { sites: { collection: deploys } }\n").where())
                .contains(
                        "names.sites.collection = \"deploys\", line 6: another collection than that of deploys");
        assertThat(problem(SMALL + "  names: { deploys: { collection: sites } }\n").where())
                .contains(
                        "names.deploys.collection = \"sites\", line 6: another collection than that of sites");
    }

    @Test
    void a_ledger_that_would_lose_a_backup_is_an_error() throws IOException {
        assertThat(
                        problem(SMALL + "  ledger: { url: 'jdbc:h2:file:./x;WRITE_DELAY=500' }\n")
                                .where())
                .contains("ledger.url = ******, line 6", "which would lose a backup");
        assertThat(read(SMALL + "  ledger: { url: 'jdbc:h2:file:./x;WRITE_DELAY=0' }\n"))
                .isNotNull();
    }

    @Test
    void an_unknown_key_is_an_error_with_the_nearest_known_one() {
        assertThat(problem(SMALL + "  max-damag: 10%\n").where())
                .contains("max-damag, line 6: is no known key; did you mean max-damage?");
        assertThat(problem(SMALL + "  names: { deploys: { fields: { tre_id: x } } }\n").where())
                .contains("did you mean tree_id?");
        assertThat(problem(SMALL + "  zzz: 1\n").where())
                .contains("zzz, line 6: is no known key; known here: live, ");
        assertThat(problem(SMALL + "spring: { main: x }\n").where())
                .contains("spring, line 6: is no known key");
    }

    @Test
    void keys_may_be_spelled_as_spring_allows_but_not_twice() throws IOException {
        assertThat(read(SMALL + "  maxDamage: 20%\n").bounds().maxDamage()).isEqualTo(0.2);
        assertThat(problem(SMALL + "  max_damage: 20%\n  maxDamage: 10%\n").where())
                .contains("max-damage, line 7: stands in line 6 already");
    }

    @Test
    void tiers_whose_names_differ_in_dashes_or_case_only_have_a_share_each() throws IOException {
        String tiers = SMALL.replace("[pro]", "[pro-plus, ProPlus, pro_plus]");

        assertThat(
                        read(tiers + "  max-damage: { ProPlus: 2%, pro-plus: 1%, pro_plus: 3% }\n")
                                .bounds()
                                .maxDamageOfTier())
                .isEqualTo(Map.of("pro-plus", 0.01, "ProPlus", 0.02, "pro_plus", 0.03));
        assertThat(problem(tiers + "  max-damage: { pro-plus: 2%, pro-plus: 3% }\n").where())
                .endsWith("max-damage.pro-plus, line 6: stands in line 6 already");
        assertThat(problem(tiers + "  max-damage: { proplus: 2% }\n").where())
                .contains("max-damage.proplus = \"2%\", line 6: one of all, pro-plus, ProPlus, ");
    }

    @Test
    void a_variable_cannot_name_a_tier_and_says_so() {
        environment.put("RECONCILER_MAXDAMAGE_PRO", "2%");

        assertThat(problem(SMALL).where())
                .contains(
                        "RECONCILER_MAXDAMAGE_PRO, environment variable: a variable gives max-damage one value for all; by name it stands in the file alone");
    }

    @Test
    void a_value_of_another_shape_is_an_error() {
        assertThat(problem(SMALL.replace("tiers: [pro]", "tiers: {a: b}")).where())
                .contains("tiers, line 5: has to be a list");
        assertThat(problem(SMALL + "  work: [a]\n").where())
                .contains("work, line 6: has to be a single value");
        assertThat(problem(SMALL + "  incident: now\n").where())
                .contains("incident, line 6: has to be a group of keys: from, to");
        assertThat(problem(SMALL.replace("[ { location: before } ]", "before")).where())
                .contains("snapshots, line 3: has to be a list");
        assertThat(problem("just text").where())
                .contains("the file, line 1: has to be a group of keys: reconciler");
    }

    @Test
    void one_snapshot_is_all_for_now() {
        assertThat(problem(SMALL.replace("before }", "before }, { location: older }")).where())
                .contains("one snapshot for now");
    }

    @Test
    void a_bucket_and_a_folder_exclude_each_other() {
        assertThat(problem(SMALL.replace("deploys\" }", "deploys\", bucket: b }")).where())
                .contains("either store.location or a bucket, not both");
    }

    @Test
    void a_window_that_ends_before_it_begins_is_an_error() {
        assertThat(
                        problem(
                                        SMALL
                                                + "  incident: { from: 2017-02-02T17:17:00Z, to: 2017-02-02T17:17:00Z }\n")
                                .where())
                .contains(
                        "incident.to = \"2017-02-02T17:17:00Z\", line 6: a time after incident.from");
    }

    @Test
    void a_tier_that_stands_twice_is_an_error() {
        assertThat(problem(SMALL.replace("[pro]", "[pro, free, pro]")).where())
                .contains("tiers, \"pro\": stands twice");
    }

    @Test
    void names_that_collide_or_cannot_be_are_errors() {
        assertThat(
                        problem(
                                        SMALL
                                                + "  names: { deploys: { fields: { tree_id: branch, state: a.b } } }\n")
                                .where())
                .contains(
                        "names.deploys.fields.tree_id = \"branch\", line 6: another name than that of branch")
                .contains("names.deploys.fields.state = \"a.b\"");
    }

    @Test
    void the_environment_overrides_every_key() throws IOException {
        environment.put("RECONCILER_LIVE_URI", "mongodb://other");
        environment.put("RECONCILER_SNAPSHOTS_0_LOCATION", "/elsewhere");
        environment.put("RECONCILER_STORE_SECRETKEY", "from-outside");
        environment.put("RECONCILER_TIERS", "gold, silver");
        environment.put("RECONCILER_MAXDAMAGE", "50%");
        environment.put("RECONCILER_NAMES_DEPLOYS_FIELDS_TREEID", "tree");

        Settings settings = read(FULL);

        assertThat(settings.live().uri().value()).isEqualTo("mongodb://other");
        assertThat(settings.snapshots().getFirst().location())
                .isEqualTo(new Location.Folder(Path.of("/elsewhere")));
        assertThat(settings.snapshots().getFirst().database()).isEqualTo("before");
        assertThat(((Store.S3) settings.store()).credentials().orElseThrow().secretKey().value())
                .isEqualTo("from-outside");
        assertThat(settings.tiers()).containsExactly("gold", "silver");
        assertThat(settings.bounds().maxDamage()).isEqualTo(0.5);
        assertThat(settings.names().of(DeployField.TREE_ID)).isEqualTo("tree");
    }

    @Test
    void tiers_one_by_one_in_the_environment_take_the_place_of_all() throws IOException {
        environment.put("RECONCILER_TIERS_0", "gold");

        assertThat(read(FULL.replace("enterprise: 2%", "gold: 2%")).tiers())
                .containsExactly("gold");
    }

    @Test
    void a_variable_that_nearly_names_a_key_is_an_error_and_a_foreign_one_is_not()
            throws IOException {
        environment.put("RECONCILER_IT_MONGO_URI", "whatever");
        assertThat(read(SMALL)).isNotNull();

        environment.put("RECONCILER_STORE_SECRTKEY", "x");
        assertThat(problem(SMALL).where())
                .contains(
                        "RECONCILER_STORE_SECRTKEY, environment variable: overrides no known key; did you mean the one for store.secret-key?");
    }

    @Test
    void values_may_name_variables() throws IOException {
        environment.put("DB", "db7");

        assertThat(read(SMALL.replace("db1", "${DB}:${PORT:27018}")).live().uri().value())
                .isEqualTo("mongodb://db7:27018");
        assertThat(problem(SMALL.replace("db1", "${NOBODY}")).where())
                .contains(
                        "live.uri, line 2: names the environment variable NOBODY, which is not set");
    }

    @Test
    void the_ready_profile_needs_no_more_than_its_variables() throws IOException {
        environment.putAll(
                Map.of(
                        "RECONCILER_LIVE_URI", "mongodb://db1",
                        "SNAPSHOT", "/backups/now",
                        "INCIDENT_FROM", "2017-02-02T17:17:00Z",
                        "RECONCILER_STORE_BUCKET", "deploys",
                        "RECONCILER_STORE_REGION", "eu-1"));

        Settings settings = read(Files.readString(Path.of("jobs/incident.yaml")));

        assertThat(settings.pointerLog()).isEmpty();
        assertThat(settings.tiers()).hasSize(5);
        assertThat(settings.snapshots().getFirst().database()).isEqualTo("platform");
        assertThat(settings.incident().orElseThrow().to()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_not_yaml_or_not_text_is_said_so() throws IOException {
        assertThat(
                        catchThrowableOfType(
                                        Problem.class,
                                        () ->
                                                Configuration.read(
                                                        Path.of("none.yaml"), environment, home))
                                .what())
                .isEqualTo("there is no configuration file");
        assertThat(problem("reconciler: {a: [}").what()).isEqualTo("the configuration is not YAML");
        assertThat(problem("reconciler: {a: [}").where()).endsWith("line 1");
        assertThat(problem("\treconciler:\n").what()).isEqualTo("the configuration is not YAML");
        Files.write(home.resolve("c.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(
                        catchThrowableOfType(
                                        Problem.class,
                                        () ->
                                                Configuration.read(
                                                        Path.of("c.yaml"), environment, home))
                                .what())
                .isEqualTo("the configuration is not UTF-8 text");
        assertThat(problem("").where())
                .contains("live.uri is missing")
                .contains("tiers is missing");
    }

    @Test
    void nothing_that_is_shown_has_a_secret() throws IOException {
        assertThat(read(FULL).toString())
                .doesNotContain("pa55", "pssst", "shhh", "AKIA")
                .contains("mongodb://db1,db2/");
    }

    private Settings read(String yaml) throws IOException {
        Files.writeString(home.resolve("c.yaml"), yaml);
        return Configuration.read(Path.of("c.yaml"), environment, home);
    }

    private Problem problem(String yaml) {
        return catchThrowableOfType(Problem.class, () -> read(yaml));
    }
}
