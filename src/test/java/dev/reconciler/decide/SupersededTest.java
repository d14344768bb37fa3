package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.branch;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.sidelinedBefore;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.afterSnapshot;
import static dev.reconciler.told.When.afterWindow;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.laterInWindow;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import dev.reconciler.told.Trait;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contract, section 5: SUPERSEDED. */
class SupersededTest {

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().site("docs", told)));
    }

    private static Trait[] unknownPreview(String branch) {
        return new Trait[] {preview(branch), nobodyKnows(), pointerLost()};
    }

    // ---- production

    @Test
    void a_production_deploy_is_superseded_where_its_site_publishes_a_newer_one() {
        planOfSite(s ->
                        s.deploy("bad", nobodyKnows(), pointerLost())
                                .deploy("newer")
                                .publishes("newer"))
                .entry("bad")
                .isSuperseded()
                .isSidelined();
    }

    @Test
    void not_where_it_publishes_an_older_one() {
        planOfSite(s ->
                        s.deploy("older")
                                .deploy("bad", nobodyKnows(), pointerLost())
                                .publishes("older"))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void what_counts_is_what_the_site_publishes_once_the_plan_is_applied() {
        planOfSite(s ->
                        s.deploy("older")
                                .deploy("damaged", nobodyKnows(), pointerLost())
                                .deploy("published", born(afterSnapshot()), pointerLost())
                                .publishes("published"))
                .entry("damaged")
                .isEscalated();
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("damaged", nobodyKnows(), pointerLost())
                                .deploy("new", born(inWindow()), unpublished("processed"))
                                .publishes("old"))
                .entry("damaged")
                .isSuperseded();
    }

    @Test
    void a_newer_production_deploy_that_is_built_again_takes_its_place_too() {
        planOfSite(s ->
                        s.deploy("bad", nobodyKnows(), pointerLost())
                                .deploy("rebuilt", born(inWindow()), commit("abc"), treeMissing()))
                .entry("bad")
                .isSuperseded();
    }

    @Test
    void not_one_that_its_owner_gets_no_build_of() {
        planOfSite(s ->
                        s.deploy("bad", nobodyKnows(), pointerLost())
                                .deploy("not rebuilt", born(inWindow()), treeMissing()))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void a_reverted_deploy_with_its_commit_is_built_again_and_so_takes_the_place_of_older_ones() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("between", nobodyKnows(), pointerLost())
                                .deploy("bad", born(afterSnapshot()), commit("abc"), pointerLost())
                                .publishes("bad"))
                .entry("between")
                .isSuperseded();
    }

    @Test
    void a_preview_that_is_built_again_takes_no_production_deploys_place() {
        planOfSite(s ->
                        s.deploy("bad", nobodyKnows(), pointerLost())
                                .deploy(
                                        "preview",
                                        preview("pr-1"),
                                        commit("abc"),
                                        nobodyKnows(),
                                        pointerLost()))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void a_deploy_that_its_site_goes_on_publishing_is_not_superseded() {
        planOfSite(s ->
                        s.locked()
                                .deploy("bad", nobodyKnows(), pointerLost())
                                .deploy("rebuilt", born(inWindow()), commit("abc"), treeMissing())
                                .publishes("bad"))
                .entry("bad")
                .isEscalated();
    }

    // ---- any other context

    @Test
    void a_preview_is_superseded_by_a_newer_one_of_its_branch_that_is_ready_and_sound() {
        planOfSite(s -> s.deploy("bad", unknownPreview("pr-1")).deploy("newer", preview("pr-1")))
                .entry("bad")
                .isSuperseded();
    }

    @Test
    void or_restored() {
        planOfSite(s ->
                        s.deploy("bad", unknownPreview("pr-1"))
                                .deploy("newer", preview("pr-1"), pointerLost()))
                .entry("bad")
                .isSuperseded();
    }

    @Test
    void or_built_again() {
        planOfSite(s ->
                        s.deploy("bad", unknownPreview("pr-1"))
                                .deploy(
                                        "newer",
                                        preview("pr-1"),
                                        commit("abc"),
                                        nobodyKnows(),
                                        pointerLost()))
                .entry("bad")
                .isSuperseded();
    }

    @Test
    void not_by_one_that_is_damaged_or_not_ready() {
        planOfSite(s ->
                        s.deploy("bad", unknownPreview("pr-1"))
                                .deploy("damaged", preview("pr-1"), nobodyKnows(), pointerLost())
                                .deploy("unready", preview("pr-1"), state("processed")))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void not_by_one_of_another_branch_or_context_or_an_older_one() {
        planOfSite(s ->
                        s.deploy("older", preview("pr-1"))
                                .deploy("bad", unknownPreview("pr-1"))
                                .deploy("other branch", preview("pr-2"))
                                .deploy("production", branch("pr-1")))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void not_where_there_is_no_branch_to_tell_by() {
        planOfSite(s ->
                        s.deploy(
                                        "bad",
                                        preview("pr-1"),
                                        nobodyKnows(),
                                        pointerLost(),
                                        lost("branch"))
                                .deploy("newer", preview("pr-1"), nobodyKnows(), lost("branch")))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void what_a_site_publishes_is_nothing_to_a_preview() {
        planOfSite(s ->
                        s.deploy("bad", unknownPreview("pr-1"))
                                .deploy("live", born(afterWindow()))
                                .publishes("live"))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void a_newer_deploy_of_another_site_takes_no_ones_place() {
        assertThat(
                        planOf(
                                incident()
                                        .site("docs", s -> s.deploy("bad", unknownPreview("pr-1")))
                                        .site("other", s -> s.deploy("newer", preview("pr-1")))))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void a_deploy_whose_tree_is_missing_is_superseded_without_being_sidelined() {
        planOfSite(s ->
                        s.deploy("bad", born(inWindow()), preview("pr-1"), treeMissing())
                                .deploy("newer", born(laterInWindow()), preview("pr-1")))
                .entry("bad")
                .isSuperseded()
                .isNotSidelined();
    }

    @Test
    void one_that_was_sidelined_before_and_is_not_restored_takes_no_place() {
        planOfSite(s ->
                        s.deploy(
                                        "bad",
                                        born(inWindow()),
                                        preview("pr-1"),
                                        commit("a"),
                                        treeMissing())
                                .deploy(
                                        "newer",
                                        born(laterInWindow()),
                                        preview("pr-1"),
                                        commit("b"),
                                        nobodyKnows(),
                                        sidelinedBefore(),
                                        pointsAtTreeOf("x"),
                                        treeMissing("x")))
                .hasNoEntry("newer")
                .entry("bad")
                .isRebuilt("a");
    }
}
