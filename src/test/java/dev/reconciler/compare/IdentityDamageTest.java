package dev.reconciler.compare;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.branch;
import static dev.reconciler.told.Traits.buildHas;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.date;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.id;
import static dev.reconciler.told.Traits.loggedAtSite;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.notInSnapshot;
import static dev.reconciler.told.Traits.snapshotHas;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.Trait;
import java.time.Duration;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: identity-lost and identity-changed. */
class IdentityDamageTest {

    private static PlanAssert planWith(Trait... traits) {
        return assertThat(
                planOf(incident().site("docs", s -> s.deploy("d", traits)).site("other", s -> s)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"site_id", "account_id", "context", "created_at"})
    void required_identity_is_lost_where_it_is_absent(String field) {
        planWith(notInSnapshot(), lost(field)).entry("d").hasDamage("identity-lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build_id", "branch", "commit_ref"})
    void the_rest_may_be_absent_but_not_where_there_is_evidence_of_it(String field) {
        planWith(lost(field)).hasNoEntry("d");
        planWith(commit("abc"), branch("main"), lost(field)).entry("d").hasDamage("identity-lost");
        planWith(commit("abc"), branch("main"), notInSnapshot(), lost(field))
                .entry("d")
                .hasDamage("identity-lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"context", "branch", "commit_ref", "account_id", "site_id", "build_id"})
    void identity_is_changed_where_it_differs_from_the_snapshots(String field) {
        planWith(commit("abc"), branch("main"), snapshotHas(field, "other"))
                .entry("d")
                .hasDamage("identity-changed");
    }

    @Test
    void the_time_of_creation_is_changed_where_it_differs_from_the_snapshots_at_all() {
        planWith(born(longAgo()), has("created_at", date(longAgo().plusMillis(1))))
                .entry("d")
                .hasDamage("identity-changed");
    }

    @Test
    void ids_are_equal_when_bson_comparison_says_so() {
        planWith(has("site_id", "docs"), snapshotHas("site_id", "docs")).hasNoEntry("d");
        PlanAssert numbers =
                assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.has("_id", new BsonInt32(7))
                                                                .deploy(
                                                                        "d",
                                                                        has(
                                                                                "site_id",
                                                                                new BsonDouble(7)),
                                                                        snapshotHas(
                                                                                "site_id",
                                                                                new BsonInt64(
                                                                                        7))))));
        numbers.isEmpty();
    }

    @Test
    void without_a_snapshots_value_the_commit_and_context_are_held_against_the_build() {
        planWith(commit("abc"), notInSnapshot(), has("commit_ref", "def"))
                .entry("d")
                .hasDamage("identity-changed");
        planWith(commit("abc"), notInSnapshot(), has("context", "deploy-preview"))
                .entry("d")
                .hasDamage("identity-changed");
    }

    @Test
    void without_a_snapshots_value_the_site_is_held_against_the_build_and_then_the_log() {
        planWith(
                        commit("abc"),
                        snapshotLacks("site_id"),
                        buildHas("site_id", new BsonString("other")))
                .entry("d")
                .hasDamage("identity-changed");
        planWith(born(afterLogBegan()), loggedAtSite("other"))
                .entry("d")
                .hasDamage("identity-changed");
    }

    @Test
    void branch_account_and_build_are_held_against_the_snapshot_only() {
        planWith(commit("abc"), branch("main"), notInSnapshot(), has("branch", "dev"))
                .hasNoEntry("d");
        planWith(commit("abc"), notInSnapshot(), has("build_id", "another")).hasNoEntry("d");
    }

    @Test
    void without_a_snapshots_value_the_time_of_creation_may_be_an_hour_from_the_builds() {
        Duration hour = Duration.ofHours(1);
        planWith(
                        born(longAgo()),
                        commit("abc"),
                        notInSnapshot(),
                        has("created_at", date(longAgo().plus(hour))))
                .hasNoEntry("d");
        planWith(
                        born(longAgo()),
                        commit("abc"),
                        notInSnapshot(),
                        has("created_at", date(longAgo().minus(hour))))
                .hasNoEntry("d");
        planWith(
                        born(longAgo()),
                        commit("abc"),
                        notInSnapshot(),
                        has("created_at", date(longAgo().plus(hour).plusMillis(1))))
                .entry("d")
                .hasDamage("identity-changed");
    }

    @Test
    void of_several_builds_the_one_with_the_smallest_id_counts() {
        PlanAssert plan =
                assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        s.deploy(
                                                                        "d",
                                                                        commit("abc"),
                                                                        notInSnapshot())
                                                                .deploy(
                                                                        "e",
                                                                        commit("def"),
                                                                        buildHas(
                                                                                "_id",
                                                                                new BsonString(
                                                                                        "a smaller id")),
                                                                        buildHas(
                                                                                "deploy_id",
                                                                                new BsonString(
                                                                                        "d"))))));
        plan.entry("d").hasDamage("identity-changed").sets("commit_ref", "def");
    }

    @Test
    void evidence_of_the_wrong_type_is_none() {
        planWith(commit("abc"), snapshotHas("branch", new BsonInt32(5))).hasNoEntry("d");
        planWith(commit("abc"), notInSnapshot(), buildHas("sha", new BsonInt32(5))).hasNoEntry("d");
    }

    @Test
    void ids_of_a_type_that_no_site_has_are_no_evidence() {
        planWith(snapshotHas("site_id", new BsonInt32(5))).hasNoEntry("d");
    }

    @Test
    void any_type_goes_where_there_are_no_builds_at_all() {
        planWith(has("build_id", new BsonInt32(5)), snapshotHas("build_id", new BsonInt32(5)))
                .hasNoEntry("d");
    }

    @Test
    void a_deploys_id_may_be_of_any_type() {
        planWith(id(new BsonInt32(5)), lost("context")).entry("d").hasDamage("identity-lost");
    }
}
