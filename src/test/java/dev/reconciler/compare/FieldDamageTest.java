package dev.reconciler.compare;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.deleted;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.sidelinedBefore;
import static dev.reconciler.told.Traits.snapshotHas;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.Trait;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: field-invalid, several kinds at once, and what is no damage. */
class FieldDamageTest {

    private static PlanAssert planWith(Trait... traits) {
        return assertThat(planOf(incident().site("docs", s -> s.deploy("d", traits))));
    }

    @Test
    void a_deploy_always_has_a_state() {
        planWith(lost("state")).entry("d").hasDamage("field-invalid");
        planWith(has("state", BsonNull.VALUE)).entry("d").hasDamage("field-invalid");
    }

    @Test
    void an_unknown_state_is_kept() {
        planWith(has("state", "retired")).hasNoEntry("d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "title",
                "error_message",
                "updated_at",
                "published_at",
                "locked",
                "required"
            })
    void a_lifecycle_field_of_the_wrong_type_is_invalid(String field) {
        planWith(has(field, new BsonDocument("a", new BsonInt32(1))))
                .entry("d")
                .hasDamage("field-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "site_id",
                "account_id",
                "build_id",
                "context",
                "branch",
                "commit_ref",
                "created_at"
            })
    void an_identity_field_of_the_wrong_type_is_invalid_and_not_changed(String field) {
        planWith(commit("abc"), has(field, new BsonDocument("a", new BsonInt32(1))))
                .entry("d")
                .hasDamage("field-invalid");
    }

    @Test
    void an_unknown_field_is_never_compared() {
        planWith(has("framework", "hugo"), snapshotHas("framework", new BsonInt32(5)))
                .hasNoEntry("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "error_message", "state"})
    void a_lifecycle_field_that_differs_is_the_platform_at_work(String field) {
        planWith(snapshotHas(field, "processed")).hasNoEntry("d");
    }

    @Test
    void a_deploy_has_every_kind_that_holds() {
        planWith(pointerLost(), lost("context"), has("account_id", "other"), has("locked", "yes"))
                .entry("d")
                .hasDamage("pointer-lost", "identity-lost", "identity-changed", "field-invalid");
    }

    @Test
    void a_deploy_that_its_owner_deleted_is_no_damage() {
        planWith(deleted()).isEmpty();
    }

    @Test
    void a_deploy_that_a_plan_sidelined_is_no_damage() {
        planWith(nobodyKnows(), sidelinedBefore()).hasNoEntry("d");
    }

    @Test
    void unless_a_restore_now_fits_it_and_then_its_state_counts_as_lost() {
        planWith(sidelinedBefore())
                .entry("d")
                .hasDamage("pointer-lost", "field-invalid")
                .isRestored()
                .sets("state", "ready")
                .unsets("error_message");
    }

    @Test
    void nor_does_our_own_mark_in_a_later_snapshot_tell_of_its_state() {
        planWith(
                        has("tree_id", "undefined"),
                        sidelinedBefore(),
                        snapshotHas("state", "error"),
                        snapshotHas(
                                "error_message", "deploy-reconciler: no evidence has its pointer"))
                .entry("d")
                .isRestored()
                .sets("state", "ready")
                .unsets("error_message");
    }

    @Test
    void an_error_of_its_own_is_no_mark_of_ours() {
        planWith(
                        has("state", "error"),
                        has("error_message", "we read deploy-reconciler: a fine tool"))
                .hasNoEntry("d");
    }
}
