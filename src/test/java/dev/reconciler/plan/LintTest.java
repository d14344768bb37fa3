package dev.reconciler.plan;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** What no undo may be, whatever made it. */
class LintTest {
    private static final BsonValue TREE = new BsonString("1".repeat(40));
    private static final PlannedRemedy.Undo UNDO =
            new PlannedRemedy.Undo(new PlannedRemedy.Publish());
    private static final Write DEPLOY =
            TestPlan.write(
                    Write.Target.DEPLOY,
                    id("d"),
                    Map.of("tree_id", TREE),
                    Map.of("tree_id", Optional.empty()));

    @Test
    void an_undo_that_takes_nothing_back_is_not_frozen() {
        refused("nothing of it is taken back");
    }

    @Test
    void an_undo_damages_no_deploy_without_asking_who_publishes_it() {
        refused("whoever publishes what by then", DEPLOY);
        frozen(DEPLOY.guardedBy(new Write.Guard.Publishers(Set.of())));
    }

    @Test
    void an_undo_points_no_site_at_a_deploy_without_looking_at_it() {
        Write back = site(Optional.of(new BsonString("old")));
        refused("whoever publishes what by then", back);
        frozen(
                back.guardedBy(
                        new Write.Guard.Target(id("old"), Optional.empty(), Optional.of(TREE))));
    }

    @Test
    void a_site_that_is_to_publish_nothing_again_needs_no_look_at_any_deploy() {
        frozen(site(Optional.empty()));
    }

    private static Write site(Optional<BsonValue> published) {
        return TestPlan.write(
                Write.Target.SITE,
                id("s"),
                Map.of("published_deploy_id", new BsonString("d")),
                Map.of("published_deploy_id", published));
    }

    private static void frozen(Write... writes) {
        assertThatCode(() -> check(writes)).doesNotThrowAnyException();
    }

    private static void refused(String why, Write... writes) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> check(writes))
                .withMessageContaining(why);
    }

    private static void check(Write... writes) {
        Lint.check(List.of(TestPlan.undo(id("d"), UNDO, writes))::forEach);
    }
}
