package dev.reconciler.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

/** A site is to publish the deploy "good" instead of "bad". */
class ConfirmationTest {
    private static final String TREE = "1".repeat(40);
    private static final String SITE = "{_id: 'docs', published_deploy_id: 'good'}";
    private static final String GOOD =
            "{_id: 'good', state: 'ready', tree_id: '%s'}".formatted(TREE);

    @Test
    void what_is_as_planned_is_confirmed() {
        assertThat(isConfirmed(SITE, GOOD)).isTrue();
    }

    @Test
    void a_site_that_publishes_something_else_is_not() {
        assertThat(isConfirmed("{_id: 'docs', published_deploy_id: 'bad'}", GOOD)).isFalse();
        assertThat(isConfirmed("{_id: 'docs', published_deploy_id: ['good']}", GOOD)).isFalse();
        assertThat(isConfirmed(GOOD)).isFalse();
    }

    @Test
    void a_site_whose_deploy_is_no_longer_as_the_plan_leaves_it_is_not() {
        assertThat(isConfirmed(SITE)).isFalse();
        assertThat(isConfirmed(SITE, GOOD.replace("ready", "error"))).isFalse();
        assertThat(isConfirmed(SITE, GOOD.replace(TREE, "2".repeat(40)))).isFalse();
    }

    @Test
    void what_was_found_instead_is_told_and_long_values_not_in_full() {
        assertThat(differences("{_id: 'docs', published_deploy_id: 'newer'}", GOOD))
                .containsExactly("sites \"docs\": published_deploy_id is \"newer\"");
        assertThat(differences("{_id: 'docs'}"))
                .containsExactly(
                        "deploys \"good\" is gone",
                        "sites \"docs\": published_deploy_id is absent");
        assertThat(differences(SITE, GOOD.replace("ready", "x".repeat(100))))
                .containsExactly("deploys \"good\": state is \"" + "x".repeat(78) + "…");
    }

    private static boolean isConfirmed(String... documents) {
        return differences(documents).isEmpty();
    }

    private static Set<String> differences(String... documents) {
        Write write =
                TestPlan.write(
                                Write.Target.SITE,
                                id("docs"),
                                Map.of("published_deploy_id", new BsonString("bad")),
                                Map.of("published_deploy_id", Optional.of(new BsonString("good"))))
                        .guardedBy(
                                new Write.Guard.Target(
                                        id("good"),
                                        Optional.of(new BsonString("ready")),
                                        Optional.of(new BsonString(TREE))));
        Entry entry = TestPlan.entry(id("bad"), write);
        return new Confirmation(
                        Names.defaults(),
                        (collection, ids, take) -> those(documents, ids).forEach(take))
                .differences(List.of(entry))
                .getFirst();
    }

    private static List<RawBsonDocument> those(String[] documents, Collection<Id> ids) {
        return Stream.of(documents)
                .map(text -> new RawBsonDocument(BsonDocument.parse(text), new BsonDocumentCodec()))
                .filter(document -> ids.contains(Id.ofDocument(document).orElseThrow()))
                .toList();
    }

    private static Id id(String text) {
        return Id.of(new BsonString(text));
    }
}
