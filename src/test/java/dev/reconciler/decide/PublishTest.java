package dev.reconciler.decide;

import static dev.reconciler.told.PlanAssert.assertThat;
import static dev.reconciler.told.PlanAssert.planOf;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.nightlyCheck;
import static dev.reconciler.told.ToldIncident.ongoingIncident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.deleted;
import static dev.reconciler.told.Traits.fileMissing;
import static dev.reconciler.told.Traits.has;
import static dev.reconciler.told.Traits.lost;
import static dev.reconciler.told.Traits.noPointer;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.state;
import static dev.reconciler.told.Traits.treeMissing;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.Traits.updated;
import static dev.reconciler.told.When.FROM;
import static dev.reconciler.told.When.NOW;
import static dev.reconciler.told.When.TO;
import static dev.reconciler.told.When.afterLogBegan;
import static dev.reconciler.told.When.afterWindow;
import static dev.reconciler.told.When.inWindow;
import static dev.reconciler.told.When.laterInWindow;
import static dev.reconciler.told.When.longAgo;
import static dev.reconciler.told.When.minutesAgo;

import dev.reconciler.told.PlanAssert;
import dev.reconciler.told.ToldSite;
import dev.reconciler.told.Trait;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.bson.BsonBoolean;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 5: PUBLISH, and the ESCALATE in its place. */
class PublishTest {

    /** {@code new} was made in the window and did not go live; its site publishes {@code old}. */
    private static UnaryOperator<ToldSite> story(Trait... ofNew) {
        return s -> {
            Trait[] traits = new Trait[ofNew.length + 2];
            traits[0] = born(inWindow());
            traits[1] = unpublished("uploaded");
            System.arraycopy(ofNew, 0, traits, 2, ofNew.length);
            return s.deploy("old").deploy("new", traits).publishes("old");
        };
    }

    private static PlanAssert planWith(Trait... ofNew) {
        return assertThat(planOf(incident().site("docs", story(ofNew))));
    }

    private static PlanAssert planOfSite(UnaryOperator<ToldSite> more) {
        return assertThat(planOf(incident().site("docs", s -> more.apply(story().apply(s)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploaded", "prepared", "processing", "processed"})
    void what_the_incident_kept_from_going_live_goes_live(String state) {
        planWith(unpublished(state))
                .entry("new")
                .isPublished()
                .hasDamage()
                .writesInOrder("deploy", "site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "building", "uploading", "preparing", "retired"})
    void what_is_not_as_far_yet_is_left_to_a_person(String state) {
        planWith(unpublished(state)).entry("new").isEscalated().hasDamage().writesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "rejected"})
    void what_failed_is_nobodys_concern(String state) {
        planWith(unpublished(state)).isEmpty();
    }

    @Test
    void it_goes_live_where_the_site_publishes_nothing_or_what_is_gone() {
        planOfSite(s -> s.lacks("published_deploy_id")).entry("new").isPublished();
        planOfSite(s -> s.deploy("gone", deleted()).publishes("gone")).entry("new").isPublished();
    }

    @Test
    void but_not_where_the_site_publishes_a_newer_one() {
        planOfSite(s -> s.deploy("newest", born(afterWindow())).publishes("newest"))
                .entry("new")
                .isEscalated();
    }

    @Test
    void only_production_goes_live() {
        planWith(preview("pr-1")).isEmpty();
    }

    @Test
    void the_window_has_its_beginning_in_it_and_its_end_not() {
        planWith(born(FROM)).entry("new").isPublished();
        planWith(born(FROM.minusMillis(1))).isEmpty();
        planWith(born(TO.minusMillis(1))).entry("new").isPublished();
        planWith(born(TO)).isEmpty();
    }

    @Test
    void nothing_goes_live_while_the_incident_goes_on() {
        assertThat(planOf(ongoingIncident().site("docs", story())))
                .entry("new")
                .isEscalated()
                .saysThat("the incident is not over");
    }

    @Test
    void a_nightly_check_publishes_nothing() {
        assertThat(planOf(nightlyCheck().site("docs", story()))).isEmpty();
    }

    @Test
    void what_was_updated_in_the_last_ten_minutes_is_left_to_the_platform() {
        planWith(updated(minutesAgo(9))).isEmpty();
        planWith(updated(minutesAgo(10))).entry("new").isPublished();
        planWith(lost("updated_at")).entry("new").isPublished();
    }

    @Test
    void a_deploy_without_a_pointer_cannot_go_live() {
        planWith(noPointer()).entry("new").isEscalated();
    }

    @Test
    void nor_can_one_whose_files_are_not_all_there() {
        planWith(fileMissing()).entry("new").isEscalated().hasDamage("file-missing");
        planWith(treeMissing()).entry("new").isEscalated().hasDamage("tree-missing");
    }

    @Test
    void nor_one_that_has_to_be_restored_first() {
        planWith(lost("context")).entry("new").isEscalated();
        planWith(pointerLost()).entry("new").isRestored().leaves("state");
    }

    @Test
    void a_locked_site_is_left_to_its_owner_and_a_person() {
        planOfSite(ToldSite::locked)
                .entry("new")
                .isEscalated()
                .writesNothing()
                .saysThat("its site is locked");
    }

    @Test
    void so_is_what_did_not_go_live_on_a_site_that_is_gone() {
        assertThat(
                        planOf(
                                incident()
                                        .site("live", s -> s)
                                        .site("docs", s -> story().apply(s).gone())))
                .entry("new")
                .isEscalated()
                .writesNothing()
                .saysThat("its site is gone");
    }

    @Test
    void a_site_is_locked_unless_its_locked_is_false() {
        planOfSite(s -> s.has("locked", new BsonString("false"))).entry("new").isEscalated();
    }

    @Test
    void or_absent_and_not_true_in_the_snapshot() {
        planOfSite(s -> s.lacks("locked")).entry("new").isPublished();
        planOfSite(s -> s.lacks("locked").wasLocked()).entry("new").isEscalated();
        planOfSite(ToldSite::wasLocked).entry("new").isPublished();
    }

    @Test
    void a_newer_one_that_is_ready_is_in_the_way() {
        planOfSite(s -> s.deploy("newer", born(afterWindow())))
                .hasNoEntry("newer")
                .entry("new")
                .isEscalated();
    }

    @Test
    void of_two_that_fit_the_newer_one_goes_live() {
        planOfSite(s -> s.deploy("newer", born(laterInWindow()), unpublished("processed")))
                .hasNoEntry("new")
                .entry("newer")
                .isPublished();
    }

    @Test
    void a_newer_one_that_fits_is_in_the_way_even_where_nobody_vouches_for_it() {
        planOfSite(s ->
                        s.deploy(
                                "newer",
                                born(laterInWindow()),
                                unpublished("processed"),
                                nobodyKnows()))
                .hasNoEntry("new")
                .entry("newer")
                .isEscalated();
    }

    @Test
    void a_newer_one_that_is_damaged_and_not_ready_is_not() {
        planOfSite(s ->
                        s.deploy(
                                "newer",
                                born(laterInWindow()),
                                unpublished("processed"),
                                pointerLost(),
                                nobodyKnows()))
                .entry("new")
                .isPublished();
    }

    @Test
    void somebody_has_to_vouch_for_the_pointer() {
        planWith(nobodyKnows()).entry("new").isEscalated().saysThat("nobody vouches");
    }

    @Test
    void an_owner_who_touched_the_site_since_may_have_rolled_back() {
        planOfSite(s -> s.updated(inWindow()))
                .entry("new")
                .isEscalated()
                .saysThat("its site was changed since");
        planOfSite(s -> s.updated(inWindow().minusMillis(1))).entry("new").isPublished();
    }

    @Test
    void an_absent_time_of_update_counts_as_since() {
        planOfSite(s -> s.lacks("updated_at")).entry("new").isEscalated();
    }

    @Test
    void of_a_time_that_we_wrote_the_one_that_it_replaced_counts() {
        planOfSite(s -> s.wroteOurselves(NOW.minusSeconds(900), longAgo()))
                .entry("new")
                .isPublished();
        planOfSite(s -> s.wroteOurselves(NOW.minusSeconds(900), laterInWindow()))
                .entry("new")
                .isEscalated();
    }

    @Test
    void a_record_of_ours_that_goes_in_a_circle_says_nothing_which_counts_as_since() {
        Instant ours = NOW.minusSeconds(900);
        planOfSite(s -> s.wroteOurselves(longAgo(), ours).wroteOurselves(ours, longAgo()))
                .entry("new")
                .isEscalated();
    }

    @Test
    void where_the_newest_of_the_window_is_left_to_a_person_no_older_one_goes_live() {
        planOfSite(s ->
                        s.deploy(
                                "newest",
                                born(laterInWindow()),
                                unpublished("building"),
                                noPointer()))
                .hasNoEntry("new")
                .entry("newest")
                .isEscalated();
    }

    @Test
    void but_where_the_newest_failed_an_older_one_does() {
        planOfSite(s -> s.deploy("newest", born(laterInWindow()), state("error"), noPointer()))
                .entry("new")
                .isPublished();
    }

    @Test
    void or_where_the_newest_is_still_being_worked_on() {
        planOfSite(s ->
                        s.deploy(
                                "newest",
                                born(laterInWindow()),
                                unpublished("building"),
                                noPointer(),
                                updated(minutesAgo(1))))
                .entry("new")
                .isPublished();
    }

    @Test
    void a_ready_one_that_is_not_live_is_left_to_a_person() {
        planWith(state("ready")).entry("new").isEscalated().writesNothing();
    }

    @Test
    void but_not_where_its_owner_holds_it_back() {
        assertThat(planOf(incident().site("docs", s -> story(state("ready")).apply(s).locked())))
                .isEmpty();
        assertThat(
                        planOf(
                                incident()
                                        .site(
                                                "docs",
                                                s ->
                                                        story(state("ready"))
                                                                .apply(s)
                                                                .updated(laterInWindow()))))
                .isEmpty();
    }

    @Test
    void what_is_live_already_is_nobodys_concern() {
        planOfSite(s -> s.publishes("new")).isEmpty();
    }

    @Test
    void where_the_newest_is_damaged_nothing_is_said_in_the_rules_place() {
        planWith(state("ready"), has("locked", "no"))
                .entry("new")
                .isRestored()
                .hasDamage("field-invalid");
    }

    @Test
    void an_older_deploy_that_is_ready_is_not_in_the_way() {
        planOfSite(s -> s.deploy("older", born(afterLogBegan())).has("locked", BsonBoolean.FALSE))
                .entry("new")
                .isPublished();
    }
}
