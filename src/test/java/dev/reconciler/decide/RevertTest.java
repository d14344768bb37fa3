package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.neverLive;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.sidelinedBefore;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.subtreeMissing;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.afterSnapshot;
import static dev.reconciler.told.When.afterWindow;
import static dev.reconciler.told.When.inWindow;

import dev.reconciler.told.EntryAssert;
import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import dev.reconciler.told.Trait;
import java.util.function.UnaryOperator;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/** Contract, section 5: REVERT. */
class RevertTest {
    private static final Trait[] BAD = {born(afterSnapshot()), pointerLost()};

    /** The site publishes {@code bad}, whose pointer nobody knows; before it are what is told. */
    private static PlanAssert planOfSite(UnaryOperator<ToldSite> before) {
        return assertThat(
                planOf(
                        incident()
                                .site(
                                        "docs",
                                        s -> before.apply(s).deploy("bad", BAD).publishes("bad"))));
    }

    @Test
    void a_published_deploy_without_evidence_goes_back_to_the_newest_intact_one() {
        planOfSite(s -> s.deploy("old").deploy("newer"))
                .leavesUp("docs")
                .entry("bad")
                .isReverted()
                .to("newer")
                .isSidelined()
                .writesInOrder("site", "deploy");
    }

    @Test
    void so_does_one_whose_tree_cannot_be_read_but_it_is_not_sidelined() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy("bad", subtreeMissing())
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .to("old")
                .isNotSidelined()
                .writesInOrder("site");
    }

    @Test
    void so_does_one_whose_pointer_was_changed_and_whose_own_tree_is_lost() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "bad",
                                                                        pointsAtTreeOf("other"),
                                                                        treeMissing())
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .to("old")
                .isSidelined()
                .unsets("tree_id");
    }

    @Test
    void a_deploy_with_file_damage_alone_is_never_reverted() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy("bad", fileMissing())
                                                                .publishes("bad"))))
                .leavesDown("docs")
                .entry("bad")
                .isEscalated()
                .lists("index.html", "missing");
    }

    @Test
    void what_can_be_restored_is_not_reverted() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy("bad", pointerLost())
                                                                .publishes("bad"))))
                .leavesUp("docs")
                .entry("bad")
                .isRestored();
    }

    @Test
    void a_locked_site_stays_where_it_is() {
        planOfSite(s -> s.deploy("old").locked())
                .leavesDown("docs")
                .entry("bad")
                .isEscalated()
                .isSidelined();
    }

    @Test
    void only_a_deploy_that_the_site_publishes_is_reverted() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy("bad", BAD)
                                                                .publishes("old"))))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void once_the_rule_before_it_publishes_another_there_is_nothing_to_go_back_from() {
        planOfSite(s -> s.deploy("old").deploy("new", born(inWindow()), unpublished("processed")))
                .entry("bad")
                .isSuperseded()
                .isSidelined();
    }

    // ---- the search

    @Test
    void a_site_never_goes_forward() {
        planOfSite(s -> s.deploy("newer", born(afterWindow())))
                .leavesDown("docs")
                .entry("bad")
                .isSidelined();
    }

    @Test
    void it_never_goes_back_to_a_preview_or_to_what_is_not_ready_or_was_never_live() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("preview", preview("pr-1"))
                                .deploy("processed", state("processed"))
                                .deploy("never live", neverLive()))
                .entry("bad")
                .to("old");
    }

    @Test
    void nor_to_a_deploy_of_another_site() {
        assertThat(
                        planOf(
                                incident()
                                        .site("other", s -> s.deploy("not ours"))
                                        .site("docs", s -> s.deploy("bad", BAD).publishes("bad"))))
                .entry("bad")
                .isEscalated();
    }

    @Test
    void nor_to_one_for_whose_pointer_nobody_vouches_which_is_named() {
        planOfSite(s -> s.deploy("old").deploy("unknown", nobodyKnows()))
                .hasNoEntry("unknown")
                .entry("bad")
                .to("old")
                .saysThat("passed over unknown (nobody vouches for its pointer)");
    }

    @Test
    void nor_to_one_whose_files_are_not_all_there() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("holed", fileMissing())
                                .deploy("lost", treeMissing()))
                .hasNoEntry("holed")
                .entry("bad")
                .to("old")
                .saysThat("holed (its files are not whole)")
                .saysThat("lost (its files are not whole)");
    }

    @Test
    void nor_to_one_that_is_restored_to_such_files() {
        planOfSite(s -> s.deploy("old").deploy("holed", pointerLost(), fileMissing()))
                .hasEntry("holed", EntryAssert::isRestored)
                .entry("bad")
                .to("old")
                .saysThat("holed (its files are not whole)");
    }

    @Test
    void where_none_will_do_those_that_were_passed_over_are_named_too() {
        planOfSite(s -> s.deploy("unknown", nobodyKnows()))
                .entry("bad")
                .isEscalated()
                .saysThat("unknown (nobody vouches for its pointer)");
    }

    @Test
    void but_only_in_the_entry_of_what_the_site_publishes() {
        planOfSite(s ->
                        s.deploy("unknown", nobodyKnows())
                                .deploy("other", nobodyKnows(), pointerLost()))
                .entry("other")
                .saysNothingOf("unknown");
    }

    @Test
    void nor_to_one_that_is_damaged_and_cannot_be_restored() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("unknown", pointerLost(), nobodyKnows())
                                .deploy("lost", has("title", new BsonInt32(5)), treeMissing()))
                .entry("bad")
                .to("old")
                .saysThat("unknown (nobody vouches for its pointer)")
                .saysThat("lost (damaged)");
    }

    @Test
    void but_to_one_that_is_restored_by_the_same_plan_after_which_it_comes() {
        planOfSite(s -> s.deploy("old").deploy("restored", pointerLost(), lost("state")))
                .hasEntries("restored", "bad")
                .entry("bad")
                .to("restored");
    }

    @Test
    void what_is_restored_counts_as_restored_when_its_state_decides() {
        planOfSite(s -> s.deploy("old").deploy("restored", state("processed"), lost("state")))
                .entry("bad")
                .to("old");
    }

    @Test
    void ten_that_were_passed_over_are_named_at_most() {
        planOfSite(s -> unknown(12, s.deploy("old")))
                .entry("bad")
                .to("old")
                .saysThat("unknown2 (")
                .saysThat("and 2 more");
    }

    @Test
    void and_of_ten_no_more_are_told_of() {
        planOfSite(s -> unknown(10, s.deploy("old")))
                .entry("bad")
                .saysThat("unknown0 (")
                .saysNothingOf(" more");
    }

    private static ToldSite unknown(int deploys, ToldSite site) {
        ToldSite told = site;
        for (int i = 0; i < deploys; i++) {
            told = told.deploy("unknown" + i, nobodyKnows());
        }
        return told;
    }

    @Test
    void of_two_of_the_same_time_the_greater_id_is_the_newer_one() {
        planOfSite(s ->
                        s.deploy("b", born(afterSnapshot().minusSeconds(3600)))
                                .deploy("a", born(afterSnapshot().minusSeconds(3600))))
                .entry("bad")
                .to("b");
    }

    @Test
    void one_whose_time_cannot_be_had_is_newer_than_any_and_never_the_one() {
        planOfSite(s -> s.deploy("old").deploy("timeless", lost("created_at"), nobodyKnows()))
                .entry("bad")
                .to("old");
    }

    // ---- the build

    @Test
    void its_build_is_asked_for_again_where_its_commit_is_known() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "bad",
                                                                        born(afterSnapshot()),
                                                                        commit("abc"),
                                                                        pointerLost())
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .andBuiltAgain("abc");
    }

    @Test
    void but_not_where_that_would_put_something_live_that_was_not() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "bad",
                                                                        born(afterSnapshot()),
                                                                        commit("abc"),
                                                                        pointerLost())
                                                                .deploy(
                                                                        "newer",
                                                                        born(afterWindow()))
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .andNotBuiltAgain();
    }

    @Test
    void a_deploy_that_was_sidelined_before_is_reverted_where_its_site_publishes_it() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "bad",
                                                                        nobodyKnows(),
                                                                        sidelinedBefore())
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .to("old")
                .hasDamage("pointer-lost", "field-invalid")
                .writesInOrder("site");
    }

    @Test
    void a_preview_that_a_site_publishes_is_reverted_as_well() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy("old")
                                                                .deploy(
                                                                        "bad",
                                                                        preview("pr-1"),
                                                                        has("tree_id", ""),
                                                                        nobodyKnows())
                                                                .publishes("bad"))))
                .entry("bad")
                .isReverted()
                .to("old");
    }
}
