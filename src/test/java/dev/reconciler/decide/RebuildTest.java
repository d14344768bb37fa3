package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.nightlyCheck;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.buildLacks;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.failed;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.snapshotHas;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.When.FROM;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.laterInWindow;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contract, section 5: REBUILD. */
class RebuildTest {

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().site("docs", told)));
    }

    @Test
    void a_preview_whose_commit_is_known_is_built_again() {
        planOfSite(s ->
                        s.deploy(
                                "bad",
                                preview("pr-1"),
                                commit("abc"),
                                nobodyKnows(),
                                pointerLost()))
                .entry("bad")
                .isRebuilt("abc")
                .isSidelined();
    }

    @Test
    void a_commit_that_only_the_build_knows_is_known() {
        planOfSite(s ->
                        s.deploy(
                                "bad",
                                preview("pr-1"),
                                commit("abc"),
                                nobodyKnows(),
                                pointerLost(),
                                lost("commit_ref")))
                .entry("bad")
                .isRebuilt("abc")
                .sets("commit_ref", "abc");
    }

    @Test
    void a_manual_upload_has_no_commit() {
        planOfSite(s -> s.deploy("bad", preview("pr-1"), nobodyKnows(), pointerLost()))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void what_was_never_processed_is_not_built_again() {
        planOfSite(s ->
                        s.deploy(
                                "bad",
                                preview("pr-1"),
                                failed(),
                                commit("abc"),
                                has("tree_id", "x"),
                                snapshotLacks("context"),
                                lost("context"),
                                buildLacks("context")))
                .entry("bad")
                .isEscalated();
        planOfSite(s ->
                        s.deploy(
                                "bad",
                                preview("pr-1"),
                                commit("abc"),
                                snapshotHas("state", "rejected"),
                                snapshotLacks("tree_id"),
                                treeMissing(),
                                lost("state")))
                .entry("bad")
                .isEscalated();
    }

    // ---- production: nothing goes live that its owner had not live

    @Test
    void the_newest_production_deploy_is_built_again_where_its_site_publishes_it() {
        planOfSite(s ->
                        s.deploy("bad", commit("abc"), nobodyKnows(), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isRebuilt("abc");
    }

    @Test
    void or_where_the_incident_may_have_kept_it_from_going_live() {
        planOfSite(s -> s.deploy("bad", born(FROM), commit("abc"), treeMissing()))
                .entry("bad")
                .isRebuilt("abc");
        planOfSite(s ->
                        s.deploy(
                                "bad",
                                born(FROM.minusMillis(1)),
                                commit("abc"),
                                lost("state"),
                                treeMissing()))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void not_where_the_site_was_updated_since() {
        planOfSite(s ->
                        s.deploy("bad", born(inWindow()), commit("abc"), treeMissing())
                                .updated(inWindow()))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void not_where_a_newer_production_deploy_is_there() {
        planOfSite(s ->
                        s.deploy("bad", commit("abc"), nobodyKnows(), pointerLost())
                                .deploy("newer")
                                .publishes("bad"))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void unless_that_failed() {
        planOfSite(s ->
                        s.deploy("bad", commit("abc"), nobodyKnows(), pointerLost())
                                .deploy("failed", failed())
                                .deploy("newer preview", preview("pr-1"))
                                .publishes("bad"))
                .entry("bad")
                .isRebuilt("abc");
    }

    @Test
    void not_where_the_site_is_locked() {
        planOfSite(s ->
                        s.deploy("bad", commit("abc"), nobodyKnows(), pointerLost())
                                .publishes("bad")
                                .locked())
                .entry("bad")
                .isEscalated();
    }

    @Test
    void a_nightly_check_builds_only_what_is_published() {
        assertThat(
                        planOf(
                                nightlyCheck()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                "bad",
                                                                born(inWindow()),
                                                                commit("abc"),
                                                                nobodyKnows(),
                                                                pointerLost()))))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void of_two_in_the_window_only_the_newer_one_is_built_again() {
        planOfSite(s ->
                        s.deploy("old", born(longAgo()))
                                .deploy("bad", born(inWindow()), commit("abc"), treeMissing())
                                .deploy(
                                        "worse",
                                        born(laterInWindow()),
                                        commit("def"),
                                        treeMissing())
                                .publishes("old"))
                .hasEntries("bad", "worse")
                .entry("worse")
                .isRebuilt("def");
    }
}
