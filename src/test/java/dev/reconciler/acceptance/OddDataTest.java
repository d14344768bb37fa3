package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.PlanCheck;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
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
    private static final Oddities ODD = new Oddities(7);
    private static final int MOST_OF_16_MB = 16 * 1024 * 1024 - 1_000;

    private static Staged staged;
    private static Truth truth;
    private static Map<String, List<RawBsonDocument>> before;
    private static Said said;

    @BeforeAll
    static void plan(@TempDir Path home) throws IOException {
        addDeploys();
        Incident odd = ODD.incident();
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
        ODD.preview("a tree that names itself", itself());
        ODD.preview("a tree of 10,000 levels", deep(10_000));
        ODD.preview(
                "a tree with a way out",
                ODD.put(
                        "{\"entries\":[{\"name\":\"../x\",\"type\":\"blob\",\"id\":\"%s\",\"size\":1}]}"
                                .formatted("0".repeat(40))));
        String twice =
                "{\"name\":\"a\",\"type\":\"tree\",\"id\":\"%s\"}"
                        .formatted(ODD.put("{\"entries\":[]}"));
        ODD.preview(
                "a tree with a name twice", ODD.put("{\"entries\":[" + twice + "," + twice + "]}"));
        ODD.preview("a tree that is no JSON", ODD.put("<html>"));
        ODD.preview("a pointer that is a number", ODD.put("{\"entries\":[]}"))
                .put("tree_id", new BsonInt64(42));
        ODD.wiped(new BsonString("16 MB"), new BsonString("x".repeat(MOST_OF_16_MB)));
        ODD.wiped(
                new BsonDocument("region", new BsonString("eu")).append("n", new BsonInt32(7)),
                new BsonString("of a compound id"));
    }

    /**
     * Its bytes cannot have the digest that they name; the store has them under it all the same.
     */
    private static String itself() {
        String id = "1".repeat(64);
        return ODD.put(
                id, "{\"entries\":[{\"name\":\"again\",\"type\":\"tree\",\"id\":\"" + id + "\"}]}");
    }

    private static String deep(int levels) {
        String id = ODD.put("{\"entries\":[]}");
        for (int level = 1; level < levels; level++) {
            id =
                    ODD.put(
                            "{\"entries\":[{\"name\":\"d\",\"type\":\"tree\",\"id\":\""
                                    + id
                                    + "\"}]}");
        }
        return id;
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
