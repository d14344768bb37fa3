package dev.reconciler.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The oracle agrees, to the last entry and field, with an answer that was worked out by someone
 * else.
 */
class OracleOnScenarioTest {
    private static Scenario scenario;
    private static Expected expected;

    @BeforeAll
    static void plan() throws IOException {
        Optional<Path> folder = Scenario.find();
        assumeTrue(
                folder.isPresent(),
                "no scenario here: set RECONCILER_SCENARIO to the folder docs-sites");
        scenario = Scenario.load(folder.get());
        expected = Oracle.plan(scenario.incident());
    }

    @Test
    void every_entry_is_as_the_truth_says() {
        Map<String, BsonDocument> truth =
                scenario.truth().getArray("entries").stream()
                        .map(BsonValue::asDocument)
                        .collect(
                                Collectors.toMap(
                                        entry -> plain(entry.get("deploy")), Function.identity()));
        Map<String, BsonDocument> ours =
                expected.entries().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> plain(entry.deploy()),
                                        OracleOnScenarioTest::truthLike));
        assertThat(ours).containsExactlyInAnyOrderEntriesOf(truth);
        assertThat(expected.incomplete()).isFalse();
    }

    @Test
    void every_deploy_that_is_written_is_left_as_the_truth_says_and_no_other_field_changes() {
        BsonDocument truth = scenario.truth().getDocument("deploys_after");
        Map<String, BsonDocument> live =
                scenario.incident().live().deploys().stream()
                        .collect(
                                Collectors.toMap(
                                        deploy -> plain(deploy.get("_id")), Function.identity()));
        SortedSet<String> written = new TreeSet<>();
        for (Expected.Write write : deployWrites()) {
            String id = plain(write.id());
            written.add(id);
            BsonDocument after = live.get(id).clone();
            after.putAll(write.set());
            write.unset().forEach(after::remove);
            BsonDocument wanted = truth.getDocument(id);
            assertThat(wanted.keySet())
                    .as(id)
                    .containsAll(write.set().keySet())
                    .containsAll(write.unset());
            wanted.forEach((field, value) ->
                    assertThat(plain(after.get(field, BsonNull.VALUE)))
                            .as(id + " " + field)
                            .isEqualTo(
                                    plain(value).startsWith(Expected.MARK)
                                            ? Expected.MARK
                                            : plain(value)));
        }
        assertThat(written).isEqualTo(new TreeSet<>(truth.keySet()));
    }

    private static List<Expected.Write> deployWrites() {
        return expected.entries().stream()
                .flatMap(entry -> entry.writes().stream())
                .filter(write -> write.collection().equals("deploys"))
                .toList();
    }

    @Test
    void every_site_publishes_what_the_truth_says() {
        Map<String, String> ours = new TreeMap<>();
        expected.publishedAfter()
                .forEach((site, deploy) ->
                        ours.put(
                                plain(site),
                                deploy.map(OracleOnScenarioTest::plain).orElse("nothing")));
        Map<String, String> truth = new TreeMap<>();
        scenario.truth()
                .getDocument("sites_after")
                .forEach((site, after) ->
                        truth.put(site, plain(after.asDocument().get("published_deploy_id"))));
        assertThat(ours).isEqualTo(truth);
    }

    @Test
    void sites_that_are_down_and_customers_are_those_of_the_truth() {
        assertThat(expected.sitesDown().stream().map(OracleOnScenarioTest::plain))
                .containsExactlyInAnyOrderElementsOf(texts("sites_down"));
        assertThat(
                        expected.entries().stream()
                                .flatMap(entry -> entry.account().stream())
                                .map(OracleOnScenarioTest::plain)
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(texts("customers"));
    }

    private static List<String> texts(String list) {
        return scenario.truth().getArray(list).stream().map(OracleOnScenarioTest::plain).toList();
    }

    @Test
    void totals_are_those_of_the_truth() {
        BsonDocument truth = scenario.truth().getDocument("totals").clone();
        truth.remove("remedies");
        truth.remove("damage");
        Expected.Totals totals = expected.totals();
        BsonDocument ours =
                new BsonDocument("deploys", new BsonInt32(totals.deploys()))
                        .append("snapshot", new BsonInt32(totals.snapshot()))
                        .append("deleted", new BsonInt32(totals.deleted()))
                        .append("unvouched", new BsonInt32(totals.unvouched()))
                        .append("log_lines_unreadable", new BsonInt32(totals.logLinesUnreadable()))
                        .append("log_conflicts", new BsonInt32(totals.logConflicts()));
        assertThat(ours).isEqualTo(truth);
    }

    /** An entry in the shape of the truth: what does not apply is left out. */
    private static BsonDocument truthLike(Expected.Entry entry) {
        BsonDocument json = new BsonDocument("deploy", text(entry.deploy()));
        entry.site().ifPresent(site -> json.put("site", text(site)));
        entry.account().ifPresent(account -> json.put("account", text(account)));
        json.put("damage", new BsonArray(entry.damage().stream().map(BsonString::new).toList()));
        json.put("remedy", new BsonString(entry.remedy().name()));
        entry.source().ifPresent(source -> json.put("source", new BsonString(source)));
        entry.tree().ifPresent(tree -> json.put("tree", new BsonString(tree)));
        entry.target().ifPresent(target -> json.put("target", text(target)));
        entry.commit().ifPresent(commit -> json.put("commit", new BsonString(commit)));
        if (!entry.files().isEmpty()) {
            json.put(
                    "files",
                    new BsonArray(
                            entry.files().stream().map(OracleOnScenarioTest::truthLike).toList()));
        }
        json.put("sidelined", BsonBoolean.valueOf(entry.sidelined()));
        json.put("published", BsonBoolean.valueOf(entry.published()));
        return json;
    }

    private static BsonDocument truthLike(Expected.DamagedFile file) {
        return new BsonDocument("path", new BsonString(file.path()))
                .append("problem", new BsonString(file.problem()));
    }

    private static BsonString text(BsonValue id) {
        return new BsonString(plain(id));
    }

    /** Ids of this scenario are ObjectIds; a date is written as in the truth. */
    private static String plain(BsonValue value) {
        return switch (value.getBsonType()) {
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case STRING -> value.asString().getValue();
            case DATE_TIME -> Instant.ofEpochMilli(value.asDateTime().getValue()).toString();
            default -> value.toString();
        };
    }
}
