package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlanCheck;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents and trees that nobody would write are findings like any other, and nothing stops at
 * them.
 */
class OddDataTest {
    private static final Incident PLAIN = Invented.incident(new IncidentGenerator(7, 80));
    private static final Instant IN_WINDOW = Instant.parse("2017-02-02T18:05:00Z");
    private static final int MOST_OF_16_MB = 16 * 1024 * 1024 - 1_000;

    private static final List<BsonDocument> LIVE = new ArrayList<>(PLAIN.live().deploys());
    private static final List<BsonDocument> SNAPSHOT = new ArrayList<>(PLAIN.snapshot().deploys());
    private static final SortedMap<String, byte[]> STORE = new TreeMap<>(PLAIN.store());

    private static Staged staged;
    private static Truth truth;
    private static Map<String, List<RawBsonDocument>> before;
    private static Said said;

    @BeforeAll
    static void plan(@TempDir Path home) throws IOException {
        addDeploys();
        Incident odd =
                new Incident(
                        new Incident.Database(
                                LIVE,
                                PLAIN.live().sites(),
                                PLAIN.live().accounts(),
                                PLAIN.live().builds()),
                        new Incident.Database(
                                SNAPSHOT,
                                PLAIN.snapshot().sites(),
                                PLAIN.snapshot().accounts(),
                                PLAIN.snapshot().builds()),
                        true,
                        PLAIN.log(),
                        true,
                        STORE,
                        PLAIN.unreadable(),
                        PLAIN.from(),
                        PLAIN.to(),
                        Instant.now(),
                        PLAIN.tiers(),
                        List.of());
        truth = OracleTruth.of(Oracle.plan(odd));
        staged = Staged.on(odd, Staged.Layout.S3_AND_DUMP, Optional.empty(), home.toRealPath());
        before = staged.picture();
        said = staged.shell().run("plan");
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    private static void addDeploys() {
        preview("a tree that names itself", itself());
        preview("a tree of 10,000 levels", deep(10_000));
        preview(
                "a tree with a way out",
                put(
                        "{\"entries\":[{\"name\":\"../x\",\"type\":\"blob\",\"id\":\"%s\",\"size\":1}]}"
                                .formatted("0".repeat(40))));
        String twice =
                "{\"name\":\"a\",\"type\":\"tree\",\"id\":\"%s\"}"
                        .formatted(put("{\"entries\":[]}"));
        preview("a tree with a name twice", put("{\"entries\":[" + twice + "," + twice + "]}"));
        preview("a tree that is no JSON", put("<html>"));
        preview("a pointer that is a number", put("{\"entries\":[]}"))
                .put("tree_id", new BsonInt64(42));
        wiped(new BsonString("16 MB"), new BsonString("x".repeat(MOST_OF_16_MB)));
        wiped(
                new BsonDocument("region", new BsonString("eu")).append("n", new BsonInt32(7)),
                new BsonString("of a compound id"));
    }

    /** A preview of the window, so that its tree is looked at. */
    private static BsonDocument preview(String id, String tree) {
        BsonDocument preview =
                model().append("_id", new BsonString(id))
                        .append("context", new BsonString("deploy-preview"));
        preview.append("branch", new BsonString(id))
                .append("tree_id", new BsonString(tree))
                .append("created_at", date(IN_WINDOW));
        LIVE.add(preview);
        return preview;
    }

    /** One that the snapshot has, and of which only title and pointer are gone. */
    private static void wiped(BsonValue id, BsonString title) {
        BsonDocument was =
                model().append("_id", id)
                        .append("title", title)
                        .append("required", new BsonArray());
        SNAPSHOT.add(was);
        BsonDocument now = was.clone();
        now.remove("tree_id");
        LIVE.add(now);
    }

    /** Some sound deploy that the snapshot has. */
    private static BsonDocument model() {
        BsonDocument model =
                PLAIN.snapshot().deploys().stream()
                        .filter(deploy ->
                                PLAIN.live().deploys().contains(deploy)
                                        && deploy.containsKey("commit_ref")
                                        && deploy.containsKey("tree_id"))
                        .findFirst()
                        .orElseThrow()
                        .clone();
        model.remove("build_id");
        return model;
    }

    private static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    /**
     * Its bytes cannot have the digest that they name; the store has them under it all the same.
     */
    private static String itself() {
        String id = "1".repeat(64);
        String json =
                "{\"entries\":[{\"name\":\"again\",\"type\":\"tree\",\"id\":\"" + id + "\"}]}";
        STORE.put("trees/" + id, json.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    private static String deep(int levels) {
        String id = put("{\"entries\":[]}");
        for (int level = 1; level < levels; level++) {
            id = put("{\"entries\":[{\"name\":\"d\",\"type\":\"tree\",\"id\":\"" + id + "\"}]}");
        }
        return id;
    }

    private static String put(String tree) {
        try {
            byte[] bytes = tree.getBytes(StandardCharsets.UTF_8);
            String id =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            STORE.put("trees/" + id, bytes);
            return id;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String damage(String deploy) {
        BsonDocument entry = truth.entries().get(Id.of(new BsonString(deploy)));
        return entry == null ? "nothing" : entry.get("damage").toString();
    }

    @Test
    void the_plan_is_made_and_says_what_the_oracle_says() throws IOException {
        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        assertThat(PlanCheck.frozen(truth, staged.plans().getFirst())).isEmpty();
        assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
    }

    @Test
    void trees_that_are_no_trees_are_corrupt() {
        assertThat(
                        List.of(
                                "a tree that names itself",
                                "a tree of 10,000 levels",
                                "a tree with a way out",
                                "a tree with a name twice",
                                "a tree that is no JSON"))
                .allSatisfy(deploy -> assertThat(damage(deploy)).contains("tree-corrupt"));
    }

    @Test
    void a_pointer_that_is_a_number_is_lost() {
        assertThat(damage("a pointer that is a number")).contains("pointer-lost");
    }

    @Test
    void documents_of_16_mb_and_with_compound_ids_are_restored() {
        assertThat(damage("16 MB")).contains("pointer-lost");
        assertThat(truth.entries().keySet().stream().map(Id::text))
                .anyMatch(id -> id.startsWith("{\"region\":\"eu\""));
    }
}
