package dev.reconciler.compare;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.failed;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.hasBeen;
import static dev.reconciler.told.Traits.logged;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.noPointer;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.notInSnapshot;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.pointsAtTreeOf;
import static dev.reconciler.told.Traits.snapshotHas;
import static dev.reconciler.told.Traits.snapshotLacks;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.longAgo;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.Trait;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: pointer-lost and pointer-changed. */
class PointerDamageTest {

    private static PlanAssert planWith(Trait... traits) {
        return assertThat(planOf(incident().site("docs", s -> s.deploy("d", traits))));
    }

    @Test
    void a_pointer_that_the_snapshot_has_is_never_unset() {
        planWith(state("uploaded"), pointerLost()).entry("d").hasDamage("pointer-lost");
    }

    @Test
    void a_pointer_that_only_the_log_has_is_never_unset_either() {
        planWith(born(afterLogBegan()), state("uploaded"), pointerLost())
                .entry("d")
                .hasDamage("pointer-lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepared", "processing", "processed", "ready"})
    void a_state_after_the_platform_wrote_the_pointer_requires_one(String state) {
        planWith(state(state), noPointer()).entry("d").hasDamage("pointer-lost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"new", "building", "uploading", "uploaded", "preparing", "error", "retired"})
    void any_other_state_requires_none(String state) {
        planWith(state(state), noPointer()).hasNoEntry("d");
    }

    @Test
    void a_pointer_is_required_where_the_state_is_lost() {
        planWith(nobodyKnows(), noPointer(), lost("state"))
                .entry("d")
                .hasDamage("pointer-lost", "field-invalid");
    }

    @Test
    void a_pointer_is_required_where_the_state_is_invalid() {
        planWith(nobodyKnows(), noPointer(), has("state", new BsonInt32(3)))
                .entry("d")
                .hasDamage("pointer-lost", "field-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "rejected"})
    void but_not_where_the_snapshot_says_that_it_was_never_processed(String state) {
        planWith(failed(), snapshotHas("state", state), lost("state"))
                .entry("d")
                .hasDamage("field-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "undefined",
                "",
                "e83c5163316f89bfbde7d9ab23ca2e25604af29",
                "E83C5163316F89BFBDE7D9AB23CA2E25604AF290",
                "e83c5163316f89bfbde7d9ab23ca2e25604af29g"
            })
    void what_is_no_hex_id_is_as_lost_as_what_is_absent(String pointer) {
        planWith(has("tree_id", pointer)).entry("d").hasDamage("pointer-lost");
    }

    @Test
    void null_is_absent() {
        planWith(has("tree_id", BsonNull.VALUE)).entry("d").hasDamage("pointer-lost");
    }

    @Test
    void another_pointer_than_the_snapshots_is_changed() {
        planWith(pointsAtTreeOf("other")).entry("d").hasDamage("pointer-changed");
    }

    @Test
    void another_pointer_than_the_first_log_entrys_is_changed_where_the_snapshot_has_none() {
        planWith(born(afterLogBegan()), pointsAtTreeOf("other"))
                .entry("d")
                .hasDamage("pointer-changed");
        planWith(logged(longAgo(), "d"), snapshotLacks("tree_id"), pointsAtTreeOf("other"))
                .entry("d")
                .hasDamage("pointer-changed");
    }

    @Test
    void the_log_does_not_count_against_the_snapshot() {
        planWith(logged(longAgo(), "other")).hasNoEntry("d");
    }

    @Test
    void a_later_log_entry_is_no_evidence() {
        planWith(born(afterLogBegan()), logged(afterLogBegan().plusSeconds(1), "other"))
                .hasNoEntry("d");
    }

    @Test
    void of_entries_in_any_order_the_earliest_is_the_first() {
        planWith(born(afterLogBegan()), logged(afterLogBegan().minusSeconds(1), "other"))
                .entry("d")
                .hasDamage("pointer-changed");
    }

    @Test
    void a_pointer_of_the_snapshot_that_is_no_hex_id_is_no_evidence() {
        planWith(snapshotHas("tree_id", "undefined")).hasNoEntry("d");
    }

    @Test
    void a_pointer_of_which_nobody_knows_is_no_damage() {
        planWith(nobodyKnows()).hasNoEntry("d");
    }

    @Test
    void what_is_no_hex_id_is_invalid_where_no_pointer_is_required() {
        planWith(notInSnapshot(), hasBeen("tree_id", new BsonString("none")), state("building"))
                .entry("d")
                .hasDamage("field-invalid");
    }
}
