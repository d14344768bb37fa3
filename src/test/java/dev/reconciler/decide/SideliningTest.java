package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.treeOf;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.branch;
import static dev.reconciler.told.Traits.buildLacks;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.failed;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.snapshotHas;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.afterSnapshot;
import static dev.reconciler.told.When.inWindow;

import dev.reconciler.told.EntryAssert;
import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import dev.reconciler.told.Trait;
import java.util.function.UnaryOperator;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/**
 * Contract, section 5: what is sidelined, where only RESTORE and ESCALATE apply, and section 7's
 * sites-down.
 */
class SideliningTest {

    private static EntryAssert entryOf(Trait... traits) {
        return planOfSite(s -> s.deploy("d", traits)).entry("d");
    }

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().site("docs", told)));
    }

    // ---- sidelined

    @Test
    void a_deploy_that_cannot_be_restored_is_set_aside_with_the_reason() {
        entryOf(nobodyKnows(), pointerLost())
                .isSidelined()
                .saysThat("no evidence has its pointer")
                .sets("error_message", "deploy-reconciler: no evidence has its pointer")
                .writesOnly("state", "error_message");
    }

    @Test
    void its_identity_is_restored_as_far_as_it_can_be_had() {
        entryOf(
                        commit("abc"),
                        branch("main"),
                        nobodyKnows(),
                        pointerLost(),
                        lost("context"),
                        lost("branch"))
                .isSidelined()
                .sets("context", "production")
                .sets("branch", "main");
    }

    @Test
    void identity_that_cannot_be_had_is_left_as_it_is() {
        entryOf(nobodyKnows(), pointerLost(), has("branch", new BsonInt32(5)))
                .isSidelined()
                .leaves("branch");
    }

    @Test
    void invalid_lifecycle_fields_come_from_the_snapshot_or_are_unset() {
        entryOf(
                        snapshotLacks("tree_id"),
                        pointerLost(),
                        snapshotHas("title", "Fix the docs"),
                        has("title", new BsonInt32(5)),
                        has("locked", "no"))
                .isSidelined()
                .sets("title", "Fix the docs")
                .unsets("locked");
    }

    @Test
    void the_pointer_is_unset_where_it_is_lost_invalid_or_changed() {
        entryOf(nobodyKnows(), has("tree_id", "undefined")).isSidelined().unsets("tree_id");
        entryOf(pointsAtTreeOf("other"), treeMissing()).isSidelined().unsets("tree_id");
        entryOf(failed(), has("tree_id", "none"), snapshotLacks("context"), lost("context"))
                .isSidelined()
                .unsets("tree_id");
    }

    @Test
    void never_otherwise_for_it_is_all_that_is_left_of_the_files() {
        entryOf(born(afterLogBegan()), lost("context")).isSidelined().leaves("tree_id");
    }

    @Test
    void only_damaged_metadata_is_a_reason_to_set_a_deploy_aside() {
        planOfSite(s -> s.deploy("d", born(inWindow()), treeMissing()))
                .entry("d")
                .isNotSidelined()
                .writesNothing();
    }

    // ---- its page is up

    @Test
    void a_page_that_is_up_stays_up_and_gets_its_identity_only() {
        planOfSite(s ->
                        s.deploy(
                                        "d",
                                        commit("abc"),
                                        branch("main"),
                                        snapshotLacks("context"),
                                        buildLacks("context"),
                                        lost("context"),
                                        lost("branch"),
                                        has("locked", "no"))
                                .publishes("d"))
                .leavesUp("docs")
                .entry("d")
                .isEscalated()
                .isNotSidelined()
                .writesOnly("branch");
    }

    @Test
    void not_where_its_pointer_is_damaged_or_its_tree_unreadable() {
        planOfSite(s ->
                        s.locked()
                                .deploy("d", pointsAtTreeOf("other"), treeMissing())
                                .publishes("d"))
                .entry("d")
                .isSidelined();
        planOfSite(s ->
                        s.deploy("d", snapshotLacks("context"), lost("context"), treeMissing())
                                .publishes("d"))
                .entry("d")
                .isSidelined();
    }

    @Test
    void a_page_with_a_missing_file_is_up() {
        planOfSite(s ->
                        s.deploy("d", snapshotLacks("context"), lost("context"), fileMissing())
                                .publishes("d"))
                .entry("d")
                .isNotSidelined();
    }

    @Test
    void a_page_is_up_at_another_site_as_well() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                "d",
                                                                snapshotLacks("context"),
                                                                lost("context")))
                                        .site("other", s -> s.publishes("d"))))
                .entry("d")
                .isEscalated()
                .isNotSidelined();
    }

    @Test
    void but_not_where_that_site_goes_on_to_a_deploy_of_its_own() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                "d",
                                                                snapshotLacks("context"),
                                                                lost("context")))
                                        .site(
                                                "other",
                                                s ->
                                                        s.deploy(
                                                                        "new",
                                                                        born(inWindow()),
                                                                        unpublished("processed"))
                                                                .publishes("d"))))
                .hasEntry("new", EntryAssert::isPublished)
                .entry("d")
                .isEscalated()
                .isSidelined();
    }

    // ---- where only RESTORE and ESCALATE apply

    @Test
    void where_the_site_is_gone_only_restore_and_escalate_apply() {
        assertThat(
                        planOf(
                                incident()
                                        .site("live", s -> s)
                                        .site(
                                                "docs",
                                                s ->
                                                        s.gone()
                                                                .deploy(
                                                                        "lost",
                                                                        preview("pr-1"),
                                                                        commit("abc"),
                                                                        nobodyKnows(),
                                                                        pointerLost())
                                                                .deploy(
                                                                        "restored",
                                                                        pointerLost()))))
                .entry("lost")
                .isEscalated();
    }

    @Test
    void where_another_site_publishes_it_too() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "d",
                                                                        born(afterSnapshot()),
                                                                        commit("abc"),
                                                                        pointerLost())
                                                                .publishes("d"))
                                        .site("other", s -> s.publishes("d"))))
                .entry("d")
                .isEscalated()
                .isSidelined();
    }

    @Test
    void where_its_context_or_time_cannot_be_had_too() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("d", born(afterSnapshot()), pointerLost(), lost("context"))
                                .publishes("d"))
                .entry("d")
                .isEscalated()
                .isSidelined();
        planOfSite(s ->
                        s.deploy("old")
                                .deploy(
                                        "d",
                                        born(afterSnapshot()),
                                        pointerLost(),
                                        lost("created_at"))
                                .publishes("d"))
                .entry("d")
                .isEscalated();
    }

    @Test
    void a_ready_deploy_of_a_site_that_is_gone_that_did_not_go_live_is_left_to_a_person() {
        assertThat(
                        planOf(
                                incident()
                                        .site("live", s -> s)
                                        .site("docs", s -> s.gone().deploy("d", born(inWindow())))))
                .entry("d")
                .isEscalated();
        assertThat(
                        planOf(
                                incident()
                                        .site("live", s -> s)
                                        .site(
                                                "docs",
                                                s -> s.unknown().deploy("d", born(inWindow())))))
                .isEmpty();
    }

    // ---- sites that are down

    @Test
    void a_site_is_down_where_it_publishes_no_live_deploy_of_its_own() {
        planOfSite(s -> s.deploy("d").publishesStranger("gone")).leavesDown("docs");
        assertThat(
                        planOf(
                                incident()
                                        .site("other", s -> s.deploy("d"))
                                        .site("docs", s -> s.publishes("d"))))
                .leavesDown("docs")
                .leavesUp("other");
    }

    @Test
    void or_one_whose_files_are_not_all_there() {
        planOfSite(s -> s.deploy("d", fileMissing()).publishes("d")).leavesDown("docs");
        planOfSite(s -> s.deploy("d").publishes("d")).leavesUp("docs");
    }

    @Test
    void or_nothing_though_it_did_in_the_snapshot() {
        planOfSite(s -> s.deploy("d").published("d")).leavesDown("docs");
        planOfSite(s -> s.deploy("d")).leavesUp("docs");
    }

    @Test
    void a_site_that_is_restored_is_up() {
        planOfSite(s -> s.deploy("d", pointerLost()).publishes("d")).leavesUp("docs");
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("d", pointsAtTreeOf("x"))
                                                                .publishes("d"))))
                .entry("d")
                .sets("tree_id", treeOf("d"));
    }
}
