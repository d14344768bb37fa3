package dev.reconciler.report;

import static dev.reconciler.report.Reported.escalated;
import static dev.reconciler.report.Reported.facts;
import static dev.reconciler.report.Reported.goesLive;
import static dev.reconciler.report.Reported.restored;
import static dev.reconciler.report.Reported.reverted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Damage;
import dev.reconciler.model.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownNowTest {
    private static final DeployFacts TARGET = facts("Release notes", "2017-02-01T16:20:00Z");

    @Test
    void before_anything_is_applied_it_is_what_the_plan_says() {
        assertThat(why(Optional.empty(), revert().planOnly())).isEmpty();
        assertThat(why(Optional.of(SiteDown.DEPLOY_GONE), revert().planOnly()))
                .contains(SiteDown.DEPLOY_GONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SITE", "TARGET", "REFUSED"})
    void a_site_that_did_not_go_back_is_down(Conflict.What what) {
        assertThat(why(Optional.empty(), revert().conflict(what))).contains(SiteDown.NOT_REPAIRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_APPLIED", "NOT_CONFIRMED"})
    void a_site_whose_turn_did_not_come_or_did_not_last_is_down(EntryResult result) {
        assertThat(why(Optional.empty(), revert().result(result))).contains(SiteDown.NOT_REPAIRED);
    }

    @Test
    void a_site_that_went_back_is_up_though_its_deploy_was_changed() {
        assertThat(why(Optional.empty(), revert())).isEmpty();
        assertThat(why(Optional.empty(), revert().conflict(Conflict.What.DEPLOY))).isEmpty();
    }

    @Test
    void of_a_site_that_its_owner_had_publish_something_else_nothing_bad_is_known() {
        assertThat(why(Optional.empty(), revert().conflict(Conflict.What.PUBLISHED))).isEmpty();
    }

    @Test
    void a_published_deploy_that_was_not_restored_is_down() {
        var published = restored("d", Source.SNAPSHOT).published();
        assertThat(why(Optional.empty(), published)).isEmpty();
        assertThat(why(Optional.empty(), published.conflict(Conflict.What.DEPLOY)))
                .contains(SiteDown.NOT_REPAIRED);
        assertThat(why(Optional.empty(), published.damage(Damage.FIELD_INVALID))).isEmpty();
    }

    @Test
    void a_deploy_that_another_site_publishes_says_nothing_of_its_own() {
        var elsewhere = restored("d", Source.SNAPSHOT).publishedElsewhere();
        assertThat(why(Optional.empty(), elsewhere.conflict(Conflict.What.DEPLOY))).isEmpty();
    }

    @Test
    void a_site_whose_deploy_did_not_go_live_is_as_it_was() {
        var held = goesLive("new").conflict(Conflict.What.SITE);
        assertThat(why(Optional.empty(), held)).isEmpty();
        assertThat(why(Optional.empty(), held, restored("old", Source.SNAPSHOT).published()))
                .isEmpty();
        assertThat(why(Optional.empty(), held, escalated("old").published()))
                .contains(SiteDown.NOT_REPAIRED);
        var entries = List.of(held.build());
        assertThat(new DownNow(Optional.empty(), entries, false, true).why())
                .contains(SiteDown.PUBLISHES_NOTHING);
        assertThat(new DownNow(Optional.empty(), entries, false, false).why()).isEmpty();
    }

    private static Reported revert() {
        return reverted("bad", TARGET, Optional.empty());
    }

    private static Optional<SiteDown> why(Optional<SiteDown> planned, Reported... entries) {
        var reports = List.of(entries).stream().map(Reported::build).toList();
        return new DownNow(planned, reports, true, true).why();
    }
}
