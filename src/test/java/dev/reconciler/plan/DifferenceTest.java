package dev.reconciler.plan;

import static dev.reconciler.plan.TestPlan.id;
import static dev.reconciler.plan.TestPlan.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Names;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDateTime;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Names NAMES = Names.defaults();

    private static Entry setting(String field, BsonValue value, Map<String, BsonValue> seen) {
        return TestPlan.entry(
                id("d"),
                write(Write.Target.DEPLOY, id("d"), seen, Map.of(field, Optional.of(value))));
    }

    private static Entry setting(String field, BsonValue value) {
        return setting(field, value, Map.of());
    }

    @Test
    void the_same_entry_is_no_difference() {
        var entry = setting("state", new BsonString("ready"));
        assertThat(Difference.between(entry, entry, NAMES)).isEmpty();
    }

    @Test
    void another_value_that_is_written_is_one() {
        var difference =
                Difference.between(
                                setting("state", new BsonString("ready")),
                                setting("state", new BsonString("error")),
                                NAMES)
                        .orElseThrow();
        assertThat(difference.changes())
                .containsExactly(
                        new Difference.Change(
                                "writes",
                                Optional.of("deploy d: state null → \"ready\""),
                                Optional.of("deploy d: state null → \"error\"")));
    }

    @Test
    void so_is_another_value_that_was_seen_and_has_to_stay() {
        var ready = new BsonString("ready");
        assertThat(
                        Difference.between(
                                setting("state", ready, Map.of("tree_id", new BsonString("a"))),
                                setting("state", ready, Map.of("tree_id", new BsonString("b"))),
                                NAMES))
                .get()
                .satisfies(d ->
                        assertThat(d.changes().getFirst().second().orElseThrow())
                                .contains("tree_id stays \"b\""));
    }

    @Test
    void what_has_to_hold_of_other_documents_is_told_in_words() {
        Write site =
                write(
                        Write.Target.SITE,
                        id("s"),
                        Map.of("locked", new BsonString("no")),
                        Map.of("locked", Optional.of(new BsonString("yes"))));
        var target =
                new Write.Guard.Target(
                        id("d"), Optional.of(new BsonString("ready")), Optional.empty());
        assertThat(
                        Difference.between(
                                TestPlan.entry(id("d"), site),
                                TestPlan.entry(id("d"), site.guardedBy(target)),
                                NAMES))
                .get()
                .satisfies(d ->
                        assertThat(d.changes().getFirst().second().orElseThrow())
                                .endsWith(", while deploy d has state \"ready\" and tree null"));

        Write deploy =
                write(
                        Write.Target.DEPLOY,
                        id("d"),
                        Map.of("state", new BsonString("a")),
                        Map.of("state", Optional.of(new BsonString("b"))));
        assertThat(
                        Difference.between(
                                TestPlan.entry(id("d"), deploy),
                                TestPlan.entry(
                                        id("d"),
                                        deploy.guardedBy(
                                                new Write.Guard.Publishers(Set.of(id("s"))))),
                                NAMES))
                .get()
                .satisfies(d ->
                        assertThat(d.changes().getFirst().second().orElseThrow())
                                .endsWith(", while no site publishes it but [s]"));
    }

    @Test
    void the_time_that_a_write_puts_into_updated_at_is_none() {
        assertThat(
                        Difference.between(
                                setting("updated_at", new BsonDateTime(1)),
                                setting("updated_at", new BsonDateTime(2)),
                                NAMES))
                .isEmpty();
    }

    @Test
    void a_deploy_that_one_plan_has_nothing_of_is_told_with_its_entry() {
        var entry = setting("state", new BsonString("ready"));
        var difference = Difference.only(Optional.empty(), Optional.of(entry));
        assertThat(difference.deploy()).isEqualTo(entry.deploy());
        assertThat(difference.changes()).isEmpty();
    }
}
