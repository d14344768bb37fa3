package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.fileUnread;
import static dev.reconciler.told.Traits.logged;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.neverLive;
import static dev.reconciler.told.Traits.noBuild;
import static dev.reconciler.told.Traits.noPointer;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.notInLog;
import static dev.reconciler.told.Traits.notInSnapshot;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.sidelinedBefore;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.subtreeUnread;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.treeUnread;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.afterSnapshot;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.EntryAssert;
import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contract, section 5: where an answer that could not be read would change the remedy. */
class UnreadTest {

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().site("docs", told)));
    }

    /** Of a site, where the snapshot was not read whole. */
    private static PlanAssert withPartOfTheSnapshot(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().snapshotNotReadWhole().site("docs", told)));
    }

    /** Of a site, where the log was not read whole. */
    private static PlanAssert withPartOfTheLog(UnaryOperator<ToldSite> told) {
        return assertThat(planOf(incident().logNotReadWhole().site("docs", told)));
    }

    // ---- the store

    @Test
    void a_candidate_that_could_not_be_read_leaves_the_deploy_open() {
        planOfSite(s -> s.deploy("d", pointerLost(), treeUnread()))
                .entry("d")
                .isLeftOpen()
                .isNotSidelined();
    }

    @Test
    void a_file_that_could_not_be_read_does_not_where_there_is_one_candidate() {
        planOfSite(s -> s.deploy("d", pointerLost(), fileUnread()))
                .entry("d")
                .isRestored()
                .toTreeOf("d");
    }

    @Test
    void it_does_where_the_other_candidate_may_be_the_intact_one() {
        planOfSite(s ->
                        s.deploy(
                                "d",
                                pointerLost(),
                                fileMissing(),
                                logged(longAgo(), "x"),
                                fileUnread("x")))
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void an_earlier_candidate_that_is_intact_needs_no_later_one() {
        planOfSite(s -> s.deploy("d", pointerLost(), logged(longAgo(), "x"), treeUnread("x")))
                .entry("d")
                .isRestored()
                .from("snapshot");
    }

    @Test
    void a_published_deploy_whose_tree_could_not_be_read_is_neither_damaged_nor_down() {
        planOfSite(s -> s.deploy("old").deploy("d", treeUnread()).publishes("d"))
                .leavesUp("docs")
                .isEmpty();
    }

    @Test
    void a_site_does_not_go_back_past_one_that_could_not_be_read() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("newer", treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isLeftOpen()
                .saysThat("newer");
    }

    @Test
    void nor_past_one_that_may_yet_be_restored() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("newer", pointerLost(), treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void but_it_passes_one_that_would_not_do_anyway() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("newer", nobodyKnows(), treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isReverted()
                .to("old");
    }

    @Test
    void or_that_would_not_do_once_it_is_restored() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("newer", pointerLost(), fileMissing(), subtreeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isReverted()
                .to("old");
    }

    @Test
    void or_that_failed_whatever_its_pointer_was() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("failed", state("error"), pointerLost(), treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isReverted()
                .to("old");
    }

    @Test
    void or_that_was_never_live_whatever_its_state_was() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("draft", neverLive(), lost("state"), treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isReverted()
                .to("old");
    }

    @Test
    void but_not_one_that_may_turn_out_to_have_been_live() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy(
                                        "newer",
                                        lost("state"),
                                        lost("published_at"),
                                        pointerLost(),
                                        treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void a_deploy_is_superseded_where_its_site_goes_back_to_a_newer_one_whichever_that_is() {
        planOfSite(s ->
                        s.deploy("before", nobodyKnows(), pointerLost())
                                .deploy("old")
                                .deploy("between", nobodyKnows(), pointerLost())
                                .deploy("newer", treeUnread())
                                .deploy("bad", born(afterSnapshot()), pointerLost())
                                .publishes("bad"))
                .hasEntry("before", EntryAssert::isSuperseded)
                .entry("between")
                .isLeftOpen();
    }

    @Test
    void what_may_be_whole_may_go_live() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy(
                                        "new",
                                        born(inWindow()),
                                        unpublished("processed"),
                                        fileUnread())
                                .publishes("old"))
                .entry("new")
                .isLeftOpen()
                .hasDamage();
    }

    @Test
    void while_that_is_open_what_stands_behind_it_is_open_too() {
        planOfSite(s ->
                        s.deploy("old")
                                .deploy("bad", nobodyKnows(), pointerLost())
                                .deploy(
                                        "new",
                                        born(inWindow()),
                                        unpublished("processed"),
                                        fileUnread())
                                .publishes("old"))
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void so_is_a_page_that_is_up_at_that_site_only() {
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
                                                                        unpublished("processed"),
                                                                        fileUnread())
                                                                .publishes("d"))))
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void a_newer_preview_that_could_not_be_read_may_take_the_place_of_an_older_one() {
        planOfSite(s ->
                        s.deploy("bad", preview("pr-1"), nobodyKnows(), pointerLost())
                                .deploy("newer", born(inWindow()), preview("pr-1"), treeUnread()))
                .hasNoEntry("newer")
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void a_file_that_was_seen_to_be_missing_beside_an_unread_subtree_is_damage() {
        planOfSite(s ->
                        s.deploy(
                                "d",
                                born(inWindow()),
                                preview("pr-1"),
                                commit("abc"),
                                fileMissing(),
                                subtreeUnread()))
                .entry("d")
                .hasDamage("file-missing")
                .isRebuilt("abc")
                .lists("index.html", "missing");
    }

    @Test
    void a_deploy_that_was_sidelined_before_and_may_be_restored_is_left_open() {
        planOfSite(s -> s.deploy("d", sidelinedBefore(), treeUnread())).entry("d").isLeftOpen();
    }

    // ---- the snapshot

    @Test
    void what_a_snapshot_that_was_not_read_whole_lacks_was_not_read() {
        withPartOfTheSnapshot(
                        s -> s.deploy("d", notInSnapshot(), logged(longAgo(), "d"), pointerLost()))
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void nobody_calls_a_site_down_for_that() {
        withPartOfTheSnapshot(
                        s -> s.deploy("d", notInSnapshot(), logged(longAgo(), "x")).publishes("d"))
                .leavesUp("docs")
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void a_build_that_nobody_has_may_be_there() {
        withPartOfTheSnapshot(
                        s -> s.deploy("d", noBuild(), snapshotLacks("context"), lost("context")))
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void so_may_a_record_of_its_having_been_live() {
        withPartOfTheSnapshot(s ->
                        s.deploy("old")
                                .deploy(
                                        "newer",
                                        neverLive(),
                                        notInSnapshot(),
                                        logged(longAgo(), "newer"),
                                        lost("state"))
                                .deploy("bad", treeMissing())
                                .publishes("bad"))
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void what_it_has_is_evidence() {
        withPartOfTheSnapshot(s -> s.deploy("d", pointerLost())).entry("d").isRestored();
    }

    @Test
    void a_deploy_that_looks_sound_is_not_named_but_nothing_rests_on_it() {
        withPartOfTheSnapshot(s ->
                        s.deploy("old")
                                .deploy("newer", notInSnapshot(), logged(longAgo(), "newer"))
                                .deploy("bad", treeMissing())
                                .publishes("bad"))
                .hasNoEntry("newer")
                .entry("bad")
                .isLeftOpen();
    }

    @Test
    void but_it_takes_no_place_where_it_would_not_be_built_again_anyway() {
        withPartOfTheSnapshot(s ->
                        s.deploy("old")
                                .deploy("bad", pointerLost(), treeMissing())
                                .deploy("newer", notInSnapshot(), commit("abc"))
                                .publishes("old"))
                .entry("bad")
                .isEscalated()
                .isSidelined();
    }

    @Test
    void another_pointer_may_be_the_right_one_of_a_deploy_whose_tree_is_lost() {
        withPartOfTheSnapshot(s ->
                        s.deploy("d", born(afterLogBegan()), commit("abc"), treeMissing())
                                .publishes("d"))
                .entry("d")
                .isLeftOpen();
    }

    // ---- the log

    @Test
    void what_a_log_that_was_not_read_whole_lacks_was_not_read() {
        withPartOfTheLog(s -> s.deploy("d", born(afterLogBegan()), notInLog(), pointerLost()))
                .entry("d")
                .isLeftOpen();
    }

    @Test
    void it_does_not_matter_where_the_snapshot_has_an_intact_pointer() {
        withPartOfTheLog(s -> s.deploy("d", pointerLost())).entry("d").isRestored();
    }

    @Test
    void it_does_where_the_log_might_have_had_a_better_one() {
        withPartOfTheLog(s -> s.deploy("d", pointerLost(), fileMissing())).entry("d").isLeftOpen();
    }

    @Test
    void it_does_not_where_it_could_not_tell_the_identity_that_was_lost() {
        withPartOfTheLog(s ->
                        s.deploy(
                                        "d",
                                        nobodyKnows(),
                                        unpublished("enqueued"),
                                        noPointer(),
                                        lost("context"))
                                .deploy("pointing", nobodyKnows(), lost("context")))
                .hasEntry("d", d -> d.isEscalated().isSidelined())
                .entry("pointing")
                .isLeftOpen();
    }

    @Test
    void nor_could_it_tell_that_a_deploy_was_live() {
        withPartOfTheLog(s ->
                        s.deploy("old")
                                .deploy("newer", nobodyKnows(), neverLive(), lost("state"))
                                .deploy("bad", treeMissing())
                                .publishes("bad"))
                .entry("bad")
                .isReverted()
                .to("old");
    }

    @Test
    void or_the_site_that_nobody_else_knows() {
        withPartOfTheLog(s -> s.deploy("d", snapshotLacks("site_id"), lost("site_id")))
                .entry("d")
                .isLeftOpen();
    }
}
