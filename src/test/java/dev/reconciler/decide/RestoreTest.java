package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.treeOf;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.branch;
import static dev.reconciler.told.Traits.buildLacks;
import static dev.reconciler.told.Traits.buildOnlyInSnapshot;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.date;
import static dev.reconciler.told.Traits.failed;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.logged;
import static dev.reconciler.told.Traits.loggedAtSite;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.noPointer;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.notInSnapshot;
import static dev.reconciler.told.Traits.objectId;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.snapshotHas;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.snapshotPointsAtTreeOf;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.afterSnapshot;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.EntryAssert;
import dev.reconciler.told.Trait;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 5: RESTORE. */
class RestoreTest {

    private static EntryAssert entryOf(Trait... traits) {
        return assertThat(planOf(incident().site("docs", s -> s.deploy("d", traits)))).entry("d");
    }

    // ---- the pointer

    @Test
    void a_lost_pointer_comes_back_from_the_snapshot() {
        entryOf(pointerLost()).isRestored().from("snapshot").toTreeOf("d").writesOnly("tree_id");
    }

    @Test
    void where_the_snapshot_has_none_it_comes_back_from_the_log() {
        entryOf(born(afterLogBegan()), pointerLost())
                .isRestored()
                .from("pointer-log")
                .toTreeOf("d");
    }

    @Test
    void an_undamaged_pointer_is_kept_before_any_other() {
        entryOf(lost("context")).isRestored().from("live").writesOnly("context");
    }

    @Test
    void the_first_intact_tree_wins_over_an_earlier_one_that_is_only_readable() {
        entryOf(pointerLost(), fileMissing(), logged(longAgo(), "other"))
                .isRestored()
                .from("pointer-log")
                .toTreeOf("other")
                .hasDamage("pointer-lost");
    }

    @Test
    void the_first_readable_one_wins_where_none_is_intact() {
        entryOf(pointerLost(), fileMissing(), logged(longAgo(), "other"), fileMissing("other"))
                .isRestored()
                .from("snapshot")
                .toTreeOf("d")
                .hasDamage("pointer-lost", "file-missing")
                .lists("index.html", "missing");
    }

    @Test
    void a_tree_that_cannot_be_read_is_no_candidate() {
        entryOf(pointerLost(), treeMissing(), logged(longAgo(), "other"), fileMissing("other"))
                .isRestored()
                .from("pointer-log");
        entryOf(pointerLost(), treeMissing()).isEscalated().isSidelined();
    }

    @Test
    void a_changed_pointer_is_no_candidate_itself() {
        entryOf(pointsAtTreeOf("other"), treeMissing()).isEscalated().unsets("tree_id");
    }

    @Test
    void a_live_tree_that_cannot_be_read_gives_way_to_the_logs() {
        entryOf(lost("context"), treeMissing(), logged(longAgo(), "other"))
                .isRestored()
                .from("pointer-log")
                .sets("tree_id", treeOf("other"));
    }

    @Test
    void a_deploy_that_needs_no_pointer_is_restored_without() {
        entryOf(failed(), lost("context")).isRestored().withoutPointer().writesOnly("context");
    }

    @Test
    void one_that_needs_a_pointer_is_not() {
        entryOf(nobodyKnows(), pointerLost()).isEscalated();
    }

    @Test
    void what_is_no_pointer_is_unset_where_none_is_required() {
        entryOf(failed(), has("tree_id", "none")).isRestored().withoutPointer().unsets("tree_id");
    }

    // ---- identity

    @ParameterizedTest
    @ValueSource(strings = {"site_id", "account_id", "context", "branch", "commit_ref", "build_id"})
    void lost_identity_comes_from_the_snapshot(String field) {
        entryOf(
                        commit("abc"),
                        branch("main"),
                        snapshotHas(field, "told by the snapshot"),
                        lost(field))
                .isRestored()
                .sets(field, "told by the snapshot");
    }

    @Test
    void changed_identity_comes_from_the_snapshot_too() {
        entryOf(has("context", "deploy-preview")).isRestored().sets("context", "production");
    }

    @Test
    void where_the_snapshot_has_none_identity_comes_from_the_build() {
        entryOf(
                        born(afterLogBegan()),
                        commit("abc"),
                        branch("main"),
                        lost("context"),
                        lost("branch"),
                        lost("commit_ref"),
                        lost("build_id"),
                        lost("created_at"))
                .isRestored()
                .sets("context", "production")
                .sets("branch", "main")
                .sets("commit_ref", "abc")
                .sets("build_id", "build of d")
                .sets("created_at", date(afterLogBegan()));
    }

    @Test
    void a_build_that_only_the_snapshot_has_is_evidence_as_well() {
        entryOf(born(afterLogBegan()), commit("abc"), buildOnlyInSnapshot(), lost("context"))
                .isRestored()
                .sets("context", "production");
    }

    @Test
    void the_build_comes_before_the_log() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                "d",
                                                                born(afterLogBegan()),
                                                                commit("abc"),
                                                                loggedAtSite("other"),
                                                                lost("site_id")))
                                        .site("other", s -> s)))
                .entry("d")
                .sets("site_id", "docs");
    }

    @Test
    void the_site_comes_from_the_first_log_entry_where_nothing_else_has_it() {
        entryOf(born(afterLogBegan()), lost("site_id")).isRestored().sets("site_id", "docs");
    }

    @Test
    void what_no_evidence_has_of_the_site_comes_from_the_one_site_that_publishes_it() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                        "d",
                                                                        snapshotLacks("site_id"),
                                                                        lost("site_id"))
                                                                .publishes("d"))))
                .entry("d")
                .isRestored()
                .sets("site_id", "docs");
    }

    @Test
    void of_two_sites_that_publish_it_neither_is_the_one() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                        "d",
                                                                        snapshotLacks("site_id"),
                                                                        lost("site_id"))
                                                                .publishes("d"))
                                        .site("other", s -> s.publishes("d"))))
                .entry("d")
                .isEscalated();
    }

    @Test
    void what_no_evidence_has_of_the_account_comes_from_its_site() {
        entryOf(born(afterLogBegan()), lost("account_id")).isRestored().sets("account_id", "acme");
    }

    @Test
    void what_no_evidence_has_of_its_time_comes_from_its_id() {
        entryOf(born(afterLogBegan()), objectId(), lost("created_at"))
                .isRestored()
                .sets("created_at", date(afterLogBegan()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"context", "created_at"})
    void where_required_identity_cannot_be_had_a_deploy_is_not_restored(String field) {
        entryOf(born(afterLogBegan()), lost(field)).isEscalated().isSidelined().saysThat(field);
    }

    @Test
    void the_account_cannot_be_had_where_its_site_has_none() {
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.lacks("account_id")
                                                                .deploy(
                                                                        "d",
                                                                        born(afterLogBegan()),
                                                                        lost("account_id")))))
                .entry("d")
                .isEscalated()
                .saysThat("account_id");
    }

    @Test
    void an_invalid_field_that_cannot_be_had_is_unset() {
        entryOf(has("branch", new BsonInt32(5))).isRestored().unsets("branch").writesOnly("branch");
    }

    @Test
    void other_identity_is_left_as_it_is() {
        entryOf(
                        commit("abc"),
                        branch("main"),
                        notInSnapshot(),
                        has("branch", "dev"),
                        logged(longAgo(), "d"),
                        buildLacks("sha"),
                        lost("context"))
                .isRestored()
                .writesOnly("context");
    }

    // ---- lifecycle

    @Test
    void an_invalid_lifecycle_field_comes_from_the_snapshot() {
        entryOf(snapshotHas("title", "Fix the docs"), has("title", new BsonInt32(5)))
                .isRestored()
                .sets("title", "Fix the docs")
                .writesOnly("title");
    }

    @Test
    void where_the_snapshot_has_none_it_is_unset() {
        entryOf(has("locked", "yes")).isRestored().unsets("locked");
        entryOf(snapshotHas("locked", "no"), has("locked", "yes")).isRestored().unsets("locked");
    }

    @Test
    void a_lost_state_is_the_snapshots() {
        entryOf(state("processed"), lost("state")).isRestored().sets("state", "processed");
        entryOf(state("processed"), has("state", new BsonInt32(5)))
                .isRestored()
                .sets("state", "processed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "enqueued", "building", "uploading", "uploaded", "preparing"})
    void but_one_from_before_it_got_its_pointer_becomes_ready(String state) {
        entryOf(snapshotHas("state", state), lost("state")).isRestored().sets("state", "ready");
    }

    @Test
    void so_does_none_at_all() {
        entryOf(born(afterLogBegan()), lost("state")).isRestored().sets("state", "ready");
    }

    @Test
    void an_early_state_is_kept_where_the_deploy_gets_no_pointer() {
        entryOf(failed(), snapshotHas("state", "rejected"), lost("state"))
                .isRestored()
                .withoutPointer()
                .sets("state", "rejected");
    }

    @Test
    void fields_that_were_lost_with_the_state_come_back_with_it() {
        entryOf(
                        snapshotHas("title", "Fix the docs"),
                        snapshotHas("locked", BsonBoolean.TRUE),
                        snapshotHas("required", new BsonArray()),
                        lost("state"),
                        lost("published_at"))
                .isRestored()
                .sets("title", "Fix the docs")
                .sets("locked", BsonBoolean.TRUE)
                .sets("required", new BsonArray())
                .sets("published_at", date(longAgo().plusSeconds(60)));
    }

    @Test
    void while_the_state_is_there_what_is_absent_stays_so() {
        entryOf(snapshotHas("title", "Fix the docs"), pointerLost()).isRestored().leaves("title");
    }

    @Test
    void fields_that_the_plan_does_not_name_are_never_touched() {
        entryOf(
                        has("framework", "hugo"),
                        snapshotHas("title", "Old"),
                        has("title", "New"),
                        lost("state"))
                .isRestored()
                .writesOnly("state");
    }

    @Test
    void nothing_is_known_of_a_deploy_between_snapshot_and_log() {
        entryOf(born(afterSnapshot()), pointerLost()).isEscalated().hasDamage("pointer-lost");
    }

    @Test
    void a_snapshots_pointer_comes_before_the_logs() {
        entryOf(pointerLost(), snapshotPointsAtTreeOf("was"), logged(longAgo(), "other"))
                .isRestored()
                .from("snapshot")
                .toTreeOf("was");
    }

    @Test
    void a_deploy_that_was_ready_without_a_pointer_is_not_restored() {
        entryOf(noPointer()).isEscalated().saysThat("no evidence has its pointer");
    }
}
