package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldDecision.leave;
import static dev.reconciler.told.ToldDecision.publish;
import static dev.reconciler.told.ToldDecision.publishThoughLocked;
import static dev.reconciler.told.ToldDecision.rebuild;
import static dev.reconciler.told.ToldDecision.restore;
import static dev.reconciler.told.ToldDecision.revert;
import static dev.reconciler.told.ToldDecision.revertThoughLocked;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.ongoingIncident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.branch;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.neverLive;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.sidelinedBefore;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.subtreeMissing;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.treeUnread;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.laterInWindow;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldDecision;
import dev.reconciler.told.ToldIncident;
import dev.reconciler.told.ToldSite;
import dev.reconciler.told.Trait;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people decide about deploys that the rules leave to them. */
class SettlementTest {

    /** Its site publishes {@code bad}, of which nobody knows any more where its files are. */
    private static ToldSite lostPage(ToldSite site) {
        return site.deploy("bad", nobodyKnows(), pointerLost()).publishes("bad");
    }

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> site, ToldDecision... decisions) {
        return assertThat(planOf(incident().site("docs", site), decisions));
    }

    /** {@code new} was made in the window and did not go live, since nobody vouches for it. */
    private static UnaryOperator<ToldSite> heldBack(Trait... ofNew) {
        return s -> {
            Trait[] traits = new Trait[ofNew.length + 3];
            traits[0] = born(inWindow());
            traits[1] = unpublished("uploaded");
            traits[2] = nobodyKnows();
            System.arraycopy(ofNew, 0, traits, 3, ofNew.length);
            return s.deploy("old").deploy("new", traits).publishes("old");
        };
    }

    @Nested
    class To_restore {
        @Test
        void a_deploy_gets_the_tree_that_a_person_named() {
            planOfSite(s -> lostPage(s.deploy("old", neverLive())), restore("bad", "old"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isRestored()
                    .from("decision")
                    .toTreeOf("old")
                    .isNotSidelined()
                    .writesOnly("tree_id")
                    .isDecided()
                    .saysThat("the tree that a person named is intact");
        }

        @Test
        void its_record_is_restored_with_it() {
            planOfSite(
                            s ->
                                    lostPage(s)
                                            .deploy(
                                                    "other",
                                                    nobodyKnows(),
                                                    pointerLost(),
                                                    lost("state")),
                            restore("other", "bad"))
                    .entry("other")
                    .isRestored()
                    .sets("state", "ready")
                    .isDecided();
        }

        @Test
        void a_tree_with_damaged_files_will_do_and_they_are_listed() {
            planOfSite(
                            s -> lostPage(s.deploy("old", neverLive(), fileMissing())),
                            restore("bad", "old"))
                    .leavesDown("docs")
                    .entry("bad")
                    .isRestored()
                    .lists("index.html", "missing")
                    .isDecided();
        }

        @Test
        void a_tree_whose_object_is_lost_is_replaced() {
            planOfSite(
                            s ->
                                    s.deploy("bad", treeMissing())
                                            .deploy("new", preview("p"))
                                            .publishes("bad"),
                            restore("bad", "new"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isRestored()
                    .writesOnly("tree_id")
                    .hasDamage("tree-missing")
                    .isDecided();
        }

        @Test
        void what_an_earlier_plan_set_aside_comes_back() {
            planOfSite(
                            s -> s.deploy("old").deploy("bad", nobodyKnows(), sidelinedBefore()),
                            restore("bad", "old"))
                    .entry("bad")
                    .isRestored()
                    .sets("state", "ready")
                    .isDecided();
        }

        @Test
        void other_deploys_follow_from_it() {
            planOfSite(
                            s ->
                                    s.deploy("older", preview("p"), nobodyKnows(), pointerLost())
                                            .deploy(
                                                    "bad",
                                                    preview("p"),
                                                    nobodyKnows(),
                                                    pointerLost())
                                            .deploy("source"),
                            restore("bad", "source"))
                    .entry("older")
                    .isSuperseded()
                    .isNotDecided();
        }

        @ParameterizedTest
        @ValueSource(strings = {"nowhere", "cut"})
        void not_where_the_tree_cannot_be_had(String content) {
            planOfSite(
                            s -> lostPage(s.deploy("cut", subtreeMissing(), neverLive())),
                            restore("bad", content))
                    .leavesDown("docs")
                    .entry("bad")
                    .isEscalated()
                    .isSidelined()
                    .refuses("the tree that it names cannot be read");
        }

        @Test
        void not_where_its_record_cannot_be_had() {
            planOfSite(
                            s ->
                                    s.deploy("old")
                                            .deploy(
                                                    "bad",
                                                    born(afterLogBegan()),
                                                    lost("created_at")),
                            restore("bad", "old"))
                    .entry("bad")
                    .isEscalated()
                    .refuses("no evidence has its created_at");
        }

        @Test
        void not_where_nothing_is_wrong_with_it() {
            planOfSite(heldBack(), restore("new", "old"))
                    .entry("new")
                    .isEscalated()
                    .writesNothing()
                    .refuses("nothing is wrong with it");
        }

        @Test
        void nothing_is_written_while_the_tree_could_not_be_read() {
            planOfSite(
                            s -> lostPage(s.deploy("old", neverLive(), treeUnread())),
                            restore("bad", "old"))
                    .entry("bad")
                    .isLeftOpen()
                    .isNotDecided();
        }
    }

    @Nested
    class To_publish {
        @Test
        void a_deploy_goes_live_that_nobody_vouches_for() {
            planOfSite(heldBack(), publish("new"))
                    .leavesUp("docs")
                    .entry("new")
                    .isPublished()
                    .writesInOrder("deploy", "site")
                    .hasDamage()
                    .isDecided();
        }

        @Test
        void a_page_of_another_site_that_was_up_there_is_no_longer() {
            ToldIncident told =
                    incident()
                            .site(
                                    "blog",
                                    s ->
                                            s.deploy(
                                                    "page",
                                                    snapshotLacks("context"),
                                                    lost("context")))
                            .site("docs", s -> heldBack().apply(s).publishes("page"));
            assertThat(planOf(told, publish("new"))).entry("page").isSidelined();
        }

        @Test
        void one_that_is_ready_already_is_only_published() {
            planOfSite(
                            s ->
                                    s.deploy("old")
                                            .deploy(
                                                    "new",
                                                    born(inWindow()),
                                                    state("ready"),
                                                    neverLive())
                                            .publishes("old"),
                            publish("new"))
                    .entry("new")
                    .writesInOrder("site")
                    .isDecided();
        }

        @Test
        void also_while_the_incident_goes_on() {
            assertThat(planOf(ongoingIncident().site("docs", heldBack()), publish("new")))
                    .entry("new")
                    .isPublished()
                    .isDecided();
        }

        @Test
        void what_the_site_published_is_replaced_then() {
            planOfSite(
                            s ->
                                    heldBack()
                                            .apply(s.deploy("bad", nobodyKnows(), pointerLost()))
                                            .publishes("bad"),
                            publish("new"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isSuperseded()
                    .isNotDecided();
        }

        @ParameterizedTest
        @ValueSource(strings = {"new", "building", "preparing", "retired"})
        void not_in_a_state_of_which_the_platform_makes_nothing_live(String state) {
            planOfSite(heldBack(unpublished(state)), publish("new"))
                    .entry("new")
                    .isEscalated()
                    .writesNothing()
                    .refuses("its state is " + state);
        }

        @Test
        void not_what_is_damaged() {
            planOfSite(
                            s ->
                                    lostPage(s)
                                            .publishes("bad")
                                            .deploy("other", pointerLost(), nobodyKnows()),
                            publish("other"))
                    .entry("other")
                    .isEscalated()
                    .refuses("it is damaged");
        }

        @Test
        void not_without_all_its_files() {
            planOfSite(heldBack(fileMissing()), publish("new"))
                    .entry("new")
                    .isEscalated()
                    .refuses("it is damaged");
        }

        @Test
        void not_a_preview() {
            planOfSite(
                            s ->
                                    lostPage(s)
                                            .deploy(
                                                    "view",
                                                    preview("p"),
                                                    nobodyKnows(),
                                                    pointerLost()),
                            publish("view"))
                    .entry("view")
                    .isEscalated()
                    .refuses("it is no production deploy");
        }

        @Test
        void not_what_is_live_already() {
            planOfSite(SettlementTest::lostPage, publish("bad"))
                    .entry("bad")
                    .refuses("its site publishes it already");
        }

        @Test
        void on_a_locked_site_only_where_the_decision_says_so() {
            planOfSite(s -> heldBack().apply(s).locked(), publish("new"))
                    .entry("new")
                    .isEscalated()
                    .writesNothing()
                    .refuses("its site is locked");
            planOfSite(s -> heldBack().apply(s).locked(), publishThoughLocked("new"))
                    .entry("new")
                    .isPublished()
                    .isDecided();
        }

        @Test
        void not_for_a_site_that_is_gone() {
            planOfSite(s -> heldBack().apply(s).gone(), publish("new"))
                    .entry("new")
                    .isEscalated()
                    .refuses("its site is not there");
        }
    }

    @Nested
    class To_revert {
        private static UnaryOperator<ToldSite> lost(Trait... ofTarget) {
            return s -> lostPage(s.deploy("target", ofTarget));
        }

        @Test
        void a_site_goes_back_to_a_deploy_that_was_never_live() {
            planOfSite(lost(neverLive(), nobodyKnows()), revert("bad", "target"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isReverted()
                    .to("target")
                    .isSidelined()
                    .writesInOrder("site", "deploy")
                    .isDecided();
        }

        @Test
        void and_to_one_that_another_decision_restores() {
            planOfSite(
                            s ->
                                    lostPage(s.deploy("source", preview("p")))
                                            .deploy("target", nobodyKnows(), pointerLost()),
                            restore("target", "source"),
                            revert("bad", "target"))
                    .leavesUp("docs")
                    .hasEntries("target", "bad")
                    .entry("bad")
                    .isReverted()
                    .to("target");
        }

        @Test
        void so_does_one_of_which_only_files_are_damaged() {
            planOfSite(
                            s -> s.deploy("target").deploy("bad", fileMissing()).publishes("bad"),
                            revert("bad", "target"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isReverted()
                    .isNotSidelined()
                    .writesInOrder("site");
        }

        @Test
        void not_where_the_target_is_not_ready() {
            refused(lost(state("processed")), "target is not ready");
        }

        @Test
        void not_where_the_target_is_damaged() {
            refused(lost(pointerLost(), nobodyKnows()), "target is damaged");
        }

        @Test
        void not_where_a_decision_about_the_target_is_refused() {
            planOfSite(
                            lost(pointerLost(), nobodyKnows()),
                            restore("target", "nowhere"),
                            revert("bad", "target"))
                    .entry("bad")
                    .isEscalated()
                    .refuses("target is damaged");
        }

        @Test
        void not_where_files_of_the_target_are_missing() {
            refused(lost(fileMissing()), "the files of target are not whole");
        }

        @Test
        void not_to_a_preview() {
            refused(lost(preview("p")), "target is no production deploy");
        }

        @Test
        void not_to_itself_nor_to_a_deploy_of_another_site() {
            planOfSite(SettlementTest::lostPage, revert("bad", "bad"))
                    .entry("bad")
                    .refuses("bad is no other deploy of its site");
            assertThat(
                            planOf(
                                    incident()
                                            .site("docs", SettlementTest::lostPage)
                                            .site(
                                                    "blog",
                                                    s -> s.deploy("target").publishes("target")),
                                    revert("bad", "target")))
                    .entry("bad")
                    .isEscalated()
                    .refuses("target is no other deploy of its site");
        }

        @Test
        void not_from_what_is_not_published() {
            planOfSite(
                            s ->
                                    lostPage(s.deploy("target"))
                                            .deploy(
                                                    "view",
                                                    preview("p"),
                                                    pointerLost(),
                                                    nobodyKnows()),
                            revert("view", "target"))
                    .entry("view")
                    .refuses("its site does not publish it");
        }

        @Test
        void on_a_locked_site_only_where_the_decision_says_so() {
            planOfSite(s -> lost().apply(s).locked(), revert("bad", "target"))
                    .leavesDown("docs")
                    .entry("bad")
                    .isEscalated()
                    .refuses("its site is locked");
            planOfSite(s -> lost().apply(s).locked(), revertThoughLocked("bad", "target"))
                    .leavesUp("docs")
                    .entry("bad")
                    .isReverted()
                    .isDecided();
        }

        @Test
        void nothing_is_written_while_the_target_could_not_be_read() {
            planOfSite(lost(neverLive(), treeUnread()), revert("bad", "target"))
                    .entry("bad")
                    .isLeftOpen()
                    .isNotDecided();
        }

        private static void refused(UnaryOperator<ToldSite> site, String why) {
            planOfSite(site, revert("bad", "target"))
                    .leavesDown("docs")
                    .entry("bad")
                    .isEscalated()
                    .isSidelined()
                    .refuses(why);
        }
    }

    @Nested
    class To_rebuild {
        @Test
        void a_commit_is_built_again_that_the_rules_would_not_build() {
            planOfSite(
                            s ->
                                    s.deploy("bad", commit("c0ffee"), nobodyKnows(), pointerLost())
                                            .deploy("newer", preview("p"))
                                            .publishes("bad")
                                            .locked(),
                            rebuild("bad"))
                    .entry("bad")
                    .isRebuilt("c0ffee")
                    .isSidelined()
                    .isDecided();
        }

        @Test
        void also_of_a_sound_deploy_that_did_not_go_live() {
            planOfSite(heldBack(commit("c0ffee")), rebuild("new"))
                    .entry("new")
                    .isRebuilt("c0ffee")
                    .writesNothing()
                    .isDecided();
        }

        @Test
        void older_deploys_of_the_branch_are_superseded_by_it() {
            planOfSite(
                            s ->
                                    s.deploy("older", preview("p"), nobodyKnows(), pointerLost())
                                            .deploy(
                                                    "bad",
                                                    preview("p"),
                                                    commit("c0ffee"),
                                                    state("error"),
                                                    pointerLost(),
                                                    treeMissing()),
                            rebuild("bad"))
                    .entry("older")
                    .isSuperseded();
        }

        @Test
        void not_where_the_commit_is_not_known() {
            planOfSite(SettlementTest::lostPage, rebuild("bad"))
                    .entry("bad")
                    .isEscalated()
                    .isSidelined()
                    .refuses("its commit is not known");
        }
    }

    @Nested
    class To_leave {
        @Test
        void nothing_at_all_is_written() {
            planOfSite(SettlementTest::lostPage, leave("bad"))
                    .leavesDown("docs")
                    .entry("bad")
                    .isEscalated()
                    .isNotSidelined()
                    .writesNothing()
                    .isDecided()
                    .saysThat("left as it is by grace: she knows");
        }

        @Test
        void an_older_deploy_is_not_published_in_its_place() {
            planOfSite(
                            s ->
                                    s.deploy("old")
                                            .deploy(
                                                    "first",
                                                    born(inWindow()),
                                                    unpublished("uploaded"))
                                            .deploy(
                                                    "new",
                                                    born(laterInWindow()),
                                                    unpublished("uploaded"),
                                                    nobodyKnows())
                                            .publishes("old"),
                            leave("new"))
                    .hasEntries("new");
        }
    }

    @Nested
    class What_is_not_for_people {
        @Test
        void a_rule_answers_before_a_person() {
            planOfSite(
                            s -> s.deploy("old").deploy("bad", pointerLost()).publishes("bad"),
                            leave("bad"))
                    .entry("bad")
                    .isRestored()
                    .from("snapshot")
                    .isNotDecided();
        }

        @Test
        void what_could_not_be_read_is_not_decided() {
            planOfSite(
                            s ->
                                    s.deploy("old")
                                            .deploy("bad", pointerLost(), treeUnread())
                                            .publishes("bad"),
                            revert("bad", "old"))
                    .entry("bad")
                    .isLeftOpen()
                    .refuses("not everything could be read");
        }

        @Test
        void a_sound_deploy_gets_no_entry() {
            planOfSite(s -> s.deploy("old").publishes("old"), leave("old")).isEmpty();
        }

        @Test
        void what_was_set_aside_and_is_left_gets_no_entry() {
            planOfSite(s -> s.deploy("bad", nobodyKnows(), sidelinedBefore()), leave("bad"))
                    .isEmpty();
        }

        @Test
        void what_was_set_aside_says_why_a_decision_is_not_followed() {
            planOfSite(
                            s -> s.deploy("bad", nobodyKnows(), sidelinedBefore()),
                            restore("bad", "nowhere"))
                    .entry("bad")
                    .isEscalated()
                    .writesNothing()
                    .refuses("the tree that it names cannot be read");
        }

        @Test
        void a_site_cannot_go_two_ways() {
            ToldIncident told =
                    incident()
                            .site(
                                    "docs",
                                    s ->
                                            s.deploy("target")
                                                    .deploy("bad", branch("main"), fileMissing())
                                                    .deploy(
                                                            "new",
                                                            born(inWindow()),
                                                            unpublished("uploaded"),
                                                            nobodyKnows())
                                                    .publishes("bad"));
            assertThat(planOf(told, revert("bad", "target"), publish("new")))
                    .leavesDown("docs")
                    .entry("bad")
                    .writesNothing()
                    .refuses("another decision has the same site");
            assertThat(planOf(told, revert("bad", "target"), publish("new")))
                    .entry("new")
                    .writesNothing()
                    .refuses("another decision has the same site");
        }
    }
}
