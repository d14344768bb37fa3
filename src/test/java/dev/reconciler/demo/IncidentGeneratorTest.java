package dev.reconciler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Invented;
import dev.reconciler.acceptance.OracleTruth;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Oracle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is right by construction is right by the contract, as the oracle reads it; and the demo
 * shows all of it.
 */
class IncidentGeneratorTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20170202})
    void the_oracle_agrees_with_what_is_right_by_construction(long seed) {
        IncidentGenerator generator = new IncidentGenerator(seed, 2_400);
        Truth ours = generator.truth();
        Truth oracle = OracleTruth.of(Oracle.plan(Invented.incident(generator)));
        assertThat(texts(ours.entries()))
                .containsExactlyInAnyOrderEntriesOf(texts(oracle.entries()));
        assertThat(ours.deploysAfter().keySet()).isEqualTo(oracle.deploysAfter().keySet());
        oracle.deploysAfter()
                .forEach((id, fields) ->
                        assertThat(ours.deploysAfter().get(id))
                                .as(id.text())
                                .containsAllEntriesOf(fields));
        assertThat(ours.sitesAfter()).isEqualTo(oracle.sitesAfter());
        assertThat(ours.sitesDown()).isEqualTo(oracle.sitesDown());
        assertThat(ours.customers()).isEqualTo(oracle.customers());
        assertThat(ours.totals()).isEqualTo(oracle.totals());
    }

    @Test
    void a_platform_of_the_demos_size_shows_every_damage_and_every_remedy() {
        IncidentGenerator generator = new IncidentGenerator(1, 2_400);
        Set<String> shown = new TreeSet<>();
        Set<String> tiers = new TreeSet<>();
        generator.known(known -> {
            String remedy = known.entry().getString("remedy").getValue();
            known.entry()
                    .getArray("damage")
                    .forEach(damage -> shown.add(damage.asString().getValue()));
            shown.add(
                    remedy
                            + (known.entry().containsKey("source")
                                    ? " from " + known.entry().getString("source").getValue()
                                    : ""));
            shown.add(
                    remedy
                            + (known.entry().containsKey("commit")
                                    ? " with a build"
                                    : " without a build"));
            shown.add(
                    known.entry().getBoolean("sidelined").getValue()
                            ? "sidelined"
                            : "not sidelined");
        });
        generator.accounts(account ->
                tiers.add(account.getOrDefault("plan", account.get("name")).asString().getValue()));
        assertThat(shown)
                .contains(
                        "pointer-lost",
                        "pointer-changed",
                        "identity-lost",
                        "identity-changed",
                        "field-invalid",
                        "tree-missing",
                        "tree-corrupt",
                        "file-missing",
                        "file-corrupt")
                .contains(
                        "RESTORE",
                        "RESTORE from snapshot",
                        "RESTORE from live",
                        "RESTORE from pointer-log",
                        "PUBLISH",
                        "REVERT with a build",
                        "REVERT without a build",
                        "SUPERSEDED",
                        "REBUILD",
                        "ESCALATE",
                        "sidelined");
        assertThat(tiers).containsAll(generator.tiers());
        assertThat(generator.siteCount()).isEqualTo(40);
        assertThat(count(consumer -> generator.deploys(Moment.LIVE, consumer)))
                .isGreaterThanOrEqualTo(2_000);
        assertThat(generator.truth().sitesDown()).hasSizeGreaterThan(5);
    }

    @Test
    void a_seed_gives_the_same_platform_again_and_another_seed_another() {
        assertThat(deploys(7, 1_200)).isEqualTo(deploys(7, 1_200)).isNotEqualTo(deploys(8, 1_200));
    }

    @Test
    void documents_do_not_come_in_the_order_of_their_ids_and_no_id_comes_twice() {
        List<Id> ids = deploys(7, 2_400).stream().map(deploy -> Id.of(deploy.get("_id"))).toList();
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList()).doesNotHaveDuplicates();
    }

    @Test
    void more_deploys_bring_more_sites_but_no_more_trees() {
        IncidentGenerator large = new IncidentGenerator(7, 12_000);
        assertThat(large.siteCount()).isEqualTo(200);
        assertThat(count(consumer -> large.deploys(Moment.LIVE, consumer)))
                .isBetween(12_000, 13_500);
        assertThat(keys(large)).hasSameSizeAs(keys(new IncidentGenerator(7, 2_400)));
    }

    private static Set<String> keys(IncidentGenerator generator) {
        Set<String> keys = new HashSet<>();
        generator.objects((key, bytes) -> keys.add(key));
        return keys;
    }

    private static int count(Consumer<Consumer<BsonDocument>> source) {
        return list(source).size();
    }

    private static List<BsonDocument> deploys(long seed, int size) {
        return list(consumer -> new IncidentGenerator(seed, size).deploys(Moment.LIVE, consumer));
    }

    private static <T> List<T> list(Consumer<Consumer<T>> source) {
        List<T> all = new ArrayList<>();
        source.accept(all::add);
        return all;
    }

    private static Map<String, String> texts(Map<Id, BsonDocument> entries) {
        Map<String, String> texts = new TreeMap<>();
        entries.forEach((id, entry) -> {
            Map<String, BsonValue> sorted = new TreeMap<>(entry);
            texts.put(id.text(), sorted.toString());
        });
        return texts;
    }
}
