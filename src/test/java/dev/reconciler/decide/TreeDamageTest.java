package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.fileCorrupt;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.logged;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.subtreeMissing;
import static dev.reconciler.told.Traits.treeCorrupt;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.When.FROM;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.Trait;
import org.junit.jupiter.api.Test;

/** Contract, section 4: damage of trees and files, and which are checked. */
class TreeDamageTest {

    private static PlanAssert planOfPublished(Trait... traits) {
        return assertThat(
                planOf(incident().site("docs", s -> s.deploy("d", traits).publishes("d"))));
    }

    private static PlanAssert planOfUnpublished(Trait... traits) {
        return assertThat(planOf(incident().site("docs", s -> s.deploy("d", traits))));
    }

    @Test
    void a_tree_is_missing_where_its_object_or_a_subtree_is() {
        planOfPublished(treeMissing()).entry("d").hasDamage("tree-missing");
        planOfPublished(subtreeMissing()).entry("d").hasDamage("tree-missing");
    }

    @Test
    void a_tree_is_corrupt_where_its_digest_is_wrong() {
        planOfPublished(treeCorrupt()).entry("d").hasDamage("tree-corrupt");
    }

    @Test
    void a_pointer_that_is_damaged_itself_tells_nothing_of_a_tree() {
        planOfPublished(pointsAtTreeOf("other"), treeMissing("other"), treeMissing())
                .entry("d")
                .hasDamage("pointer-changed");
    }

    @Test
    void files_of_the_readable_tree_are_missing_or_corrupt() {
        planOfPublished(fileMissing())
                .entry("d")
                .hasDamage("file-missing")
                .lists("index.html", "missing");
        planOfPublished(fileCorrupt())
                .entry("d")
                .hasDamage("file-corrupt")
                .lists("index.html", "corrupt");
    }

    @Test
    void files_are_those_of_the_tree_that_the_deploy_has_once_the_plan_is_applied() {
        planOfPublished(pointerLost(), fileMissing())
                .entry("d")
                .hasDamage("pointer-lost", "file-missing")
                .isRestored()
                .lists("index.html", "missing");
    }

    @Test
    void an_old_deploy_that_nothing_else_is_wrong_with_is_not_looked_into() {
        planOfUnpublished(treeMissing()).isEmpty();
        planOfUnpublished(fileMissing()).isEmpty();
    }

    @Test
    void one_that_was_created_at_or_after_the_first_bad_write_is() {
        planOfUnpublished(born(FROM), treeMissing()).entry("d").hasDamage("tree-missing");
        planOfUnpublished(born(FROM.minusMillis(1)), treeMissing()).isEmpty();
    }

    @Test
    void so_is_one_that_was_first_logged_at_or_after_the_first_bad_write() {
        planOfUnpublished(logged(FROM, "d"), treeMissing()).entry("d").hasDamage("tree-missing");
        planOfUnpublished(logged(longAgo(), "d"), logged(inWindow(), "d"), treeMissing()).isEmpty();
    }

    @Test
    void so_is_every_candidate_for_the_pointer_of_a_damaged_document() {
        planOfUnpublished(lost("context"), fileMissing())
                .entry("d")
                .hasDamage("identity-lost", "file-missing")
                .isRestored();
    }

    @Test
    void so_is_what_any_site_publishes() {
        assertThat(
                        planOf(
                                incident()
                                        .site("docs", s -> s.deploy("d", treeMissing()))
                                        .site("other", s -> s.publishes("d"))))
                .entry("d")
                .hasDamage("tree-missing");
    }
}
