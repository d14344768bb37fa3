package dev.reconciler.report;

import static dev.reconciler.report.Reported.down;
import static dev.reconciler.report.Reported.escalated;
import static dev.reconciler.report.Reported.facts;
import static dev.reconciler.report.Reported.goesLive;
import static dev.reconciler.report.Reported.rebuilt;
import static dev.reconciler.report.Reported.restored;
import static dev.reconciler.report.Reported.reverted;
import static dev.reconciler.report.Reported.site;
import static dev.reconciler.report.Reported.superseded;
import static dev.reconciler.report.Reported.undone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Source;
import dev.reconciler.plan.PlannedRemedy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiteStoryTest {
    private static final DamagedFile MISSING = new DamagedFile("a.html", DamagedFile.Kind.MISSING);
    private static final DamagedFile CORRUPT = new DamagedFile("b.css", DamagedFile.Kind.CORRUPT);

    @Test
    void what_people_decided_is_told_in_plain_words_and_without_their_names() {
        assertThat(told(site("kopia-site", restored("d", Source.DECISION).decided())))
                .singleElement()
                .asString()
                .contains("restored from a copy that a person of ours chose")
                .doesNotContain("grace", "knows");
        assertThat(told(site("kopia-site", rebuiltAsDecided())))
                .singleElement()
                .asString()
                .contains("to be built again, since it did not go live");
        assertThat(told(site("kopia-site", escalated("d").damage(Damage.IDENTITY_LOST).decided())))
                .singleElement()
                .asString()
                .contains("A person of ours has looked at it, and left it as it is.");
    }

    private static Reported rebuiltAsDecided() {
        return rebuilt("d", "4be1c07a00000000000000000000000000000000").damage().decided();
    }

    @Test
    void many_restored_deploys_are_one_sentence() {
        var entries =
                IntStream.range(0, 14)
                        .mapToObj(i -> restored("d" + i, Source.SNAPSHOT))
                        .toArray(Reported[]::new);
        entries[5].published();
        assertThat(told(site("kopia-site", entries)))
                .containsExactly(
                        "As it was · the records of 14 deploys were restored from our backup (it holds deploys up to 09:00 UTC); the one you have published is among them.");
    }

    @Test
    void a_plan_speaks_of_what_will_be() {
        assertThat(
                        toldBefore(
                                site(
                                        "kopia-site",
                                        restored("d", Source.SNAPSHOT).published().planOnly())))
                .containsExactly(
                        "Will be as it was · the record of your published deploy “Add guide” of 18:23 will be restored from our backup (it holds deploys up to 09:00 UTC).");
    }

    @Test
    void what_was_restored_from_several_sources_names_them() {
        assertThat(
                        told(
                                site(
                                        "s",
                                        restored("a", Source.SNAPSHOT),
                                        restored("b", Source.POINTER_LOG),
                                        restored("c", Source.LIVE))))
                .containsExactly(
                        "As it was · the records of 3 deploys were restored from our backup (it holds deploys up to 09:00 UTC) and our log of deploys and our other records.");
    }

    @Test
    void a_site_that_went_back_says_to_what_and_until_when() {
        var bad =
                reverted(
                        "bad",
                        facts("Release notes", "2017-02-01T16:20:00Z"),
                        Optional.of("91c04abf"));
        assertThat(told(site("iceberg-site", bad)))
                .containsExactly(
                        "Went back to an earlier deploy · visitors see “Release notes” of 1 February until commit 91c04ab of your published deploy “Add guide” of 18:23 is built again, which we have asked for. You need not do anything.");
    }

    @Test
    void a_site_that_went_back_without_a_build_needs_its_owner() {
        var bad = reverted("bad", facts("Release notes", "2017-02-01T16:20:00Z"), Optional.empty());
        var story = SiteStory.of(Reported.applied(), site("s", bad));
        assertThat(story.section()).isEqualTo(Section.NEEDS_YOU);
        assertThat(story.passages().getFirst().todo().map(Phrase::plain))
                .contains("Deploy commit 91c04ab again, or ask us to build it.");
    }

    @Test
    void damaged_files_of_what_visitors_see_need_the_owner() {
        assertThat(
                        told(
                                site(
                                        "docs",
                                        restored("d", Source.POINTER_LOG)
                                                .published()
                                                .files(MISSING, CORRUPT))))
                .containsExactly(
                        "Deploy again · 2 files of your published deploy “Add guide” of 18:23 are missing or damaged, because it was made while our records were damaged; its record was restored. Visitors notice. → Deploy commit 91c04ab again, or ask us to build it.");
    }

    @Test
    void damaged_files_of_what_was_uploaded_by_hand_are_to_be_uploaded_again() {
        var byHand =
                new DeployFacts(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        facts("", "2016-02-01T16:20:00Z").created());
        assertThat(
                        told(
                                site(
                                        "docs",
                                        escalated("d")
                                                .damage(Damage.FILE_MISSING)
                                                .files(MISSING)
                                                .facts(byHand))))
                .containsExactly(
                        "Files damaged · 1 file of your deploy of 1 February 2016 is missing. Only visitors of its own address notice. → If you still need it, upload it again.");
    }

    @Test
    void what_differs_is_told_apart() {
        var told =
                told(
                        site(
                                "s",
                                superseded("a"),
                                superseded("b"),
                                rebuilt("c", "91c04abf"),
                                goesLive("d")));
        assertThat(told)
                .containsExactly(
                        "Replaced · 2 deploys are damaged, but newer deploys take their places. You need not do anything.",
                        "Being built again · we have asked for commit 91c04ab of your deploy “Add guide” of 18:23 to be built again: our records no longer say which files belong to it. You need not do anything.",
                        "Went live · your deploy “Add guide” of 18:23 was ready, but our fault kept it from going live. Visitors see it now. You need not do anything.");
    }

    @Test
    void a_conflict_is_no_success() {
        var story =
                SiteStory.of(
                        Reported.applied(),
                        site("s", goesLive("d").conflict(Conflict.What.DEPLOY)));
        assertThat(story.section()).isEqualTo(Section.WITH_US);
        assertThat(story.passages().getFirst().text().plain())
                .startsWith(
                        "your deploy “Add guide” of 18:23 was changed after the repair was planned");
    }

    @Test
    void what_apply_did_not_come_to_is_still_to_come() {
        var story =
                SiteStory.of(
                        Reported.applied(),
                        site("s", goesLive("d").result(EntryResult.NOT_APPLIED)));
        assertThat(story.section()).isEqualTo(Section.TO_COME);
        assertThat(story.passages().getFirst().label()).isEqualTo("Still to come");
        assertThat(story.passages().getFirst().text().plain())
                .endsWith("has not come yet. You need not do anything.");
    }

    @Test
    void a_site_that_is_down_comes_first_and_says_once_what_to_do() {
        var lost = escalated("d").published().sidelined();
        var story =
                SiteStory.of(Reported.applied(), down(site("s", lost), SiteDown.TREE_UNREADABLE));
        assertThat(story.section()).isEqualTo(Section.DOWN);
        assertThat(story.passages())
                .extracting(Passage::label)
                .containsExactly("Still down", "Deploy again");
        assertThat(story.passages())
                .extracting(p -> p.todo().isPresent())
                .containsExactly(false, true);
    }

    @Test
    void a_site_without_some_of_its_files_is_not_put_right() {
        var damaged = restored("d", Source.SNAPSHOT).published().files(MISSING);
        var asked = rebuilt("d", "91c04abf").damage(Damage.FILE_MISSING).files(MISSING).published();
        for (Reported deploy : List.of(damaged, asked)) {
            var story =
                    SiteStory.of(
                            Reported.applied(), down(site("s", deploy), SiteDown.FILES_DAMAGED));
            assertThat(story.section()).isEqualTo(Section.DOWN);
            assertThat(story.passages()).hasSize(1);
        }
    }

    @Test
    void a_site_that_is_built_again_is_not_also_to_be_deployed_again() {
        var asked = rebuilt("d", "91c04abf").damage(Damage.TREE_MISSING).published();
        assertThat(told(down(site("s", asked), SiteDown.TREE_UNREADABLE)))
                .containsExactly(
                        "Still down · the files of the deploy that it publishes cannot be found.",
                        "Being built again · we have asked for commit 91c04ab of your published deploy “Add guide” of 18:23 to be built again: its list of files is lost or damaged. Until then, the site is not as it should be; if you publish another deploy, it is up at once.");
    }

    @Test
    void what_is_called_by_its_commit_is_not_called_so_twice() {
        var untitled =
                new DeployFacts(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("91c04abf"),
                        Optional.of("production"),
                        Optional.of(Reported.FROM));
        assertThat(told(site("s", rebuilt("d", "91c04abf").facts(untitled))))
                .first()
                .asString()
                .startsWith(
                        "Being built again · we have asked for your deploy of commit 91c04ab of 17:17 to be built again:");
    }

    @Test
    void what_another_site_publishes_is_not_called_published() {
        assertThat(told(site("s", escalated("d").damage(Damage.POINTER_LOST).publishedElsewhere())))
                .containsExactly(
                        "Deploy again · we cannot restore your deploy “Add guide” of 18:23: our records no longer say which files belong to it. → If you still need it, deploy commit 91c04ab again, or ask us to build it.");
    }

    @Test
    void a_conflict_says_what_it_was_that_changed() {
        var target = facts("Release notes", "2017-02-01T16:20:00Z");
        assertThat(left(restored("d", Source.SNAPSHOT), Conflict.What.DEPLOY))
                .isEqualTo(
                        "Changed meanwhile · your deploy “Add guide” of 18:23 was changed after the repair was planned, so we overwrote nothing. A person of ours is looking at it and will write to you.");
        assertThat(left(reverted("d", target, Optional.empty()), Conflict.What.SITE))
                .contains(
                        "the site was changed or locked after the repair was planned, so the site did not go back to an earlier deploy.");
        assertThat(left(reverted("d", target, Optional.empty()), Conflict.What.TARGET))
                .contains("the deploy that the site was to go back to was changed after");
        assertThat(left(reverted("d", target, Optional.empty()), Conflict.What.DEPLOY))
                .contains("visitors see “Release notes” of 1 February. ");
        assertThat(left(goesLive("d"), Conflict.What.SITE))
                .contains(
                        "the site was changed or locked after the repair was planned, so we did not put your deploy “Add guide” of 18:23 live.");
        assertThat(left(goesLive("d"), Conflict.What.PUBLISHED))
                .contains("the site was set to publish another deploy after");
        assertThat(left(goesLive("d"), Conflict.What.DEPLOY))
                .contains("“Add guide” of 18:23 was changed after")
                .contains("so we did not put it live.");
        assertThat(left(goesLive("d"), Conflict.What.REFUSED)).startsWith("Not repaired · ");
    }

    @Test
    void a_repair_that_was_taken_back_is_called_so_and_so_is_one_that_was_made_again() {
        PlannedRemedy once = new PlannedRemedy.Superseded();
        PlannedRemedy twice = new PlannedRemedy.Undo(once);
        assertThat(toldBefore(site("s", undone("d", once).planOnly())))
                .containsExactly(
                        "Will be taken back · the repair of your deploy “Add guide” of 18:23 will be taken back: it is then as before the repair. A person of ours is looking at it and will write to you.");
        assertThat(told(site("s", undone("d", once))))
                .containsExactly(
                        "Taken back · the repair of your deploy “Add guide” of 18:23 was taken back: it is as before the repair. A person of ours is looking at it and will write to you.");
        assertThat(told(site("s", undone("d", twice))))
                .containsExactly(
                        "Repaired again · the repair of your deploy “Add guide” of 18:23, which we had taken back, is in its place again. You need not do anything.");
    }

    @Test
    void a_repair_that_is_not_taken_back_since_visitors_see_it_is_called_so() {
        assertThat(left(undone("d", new PlannedRemedy.Superseded()), Conflict.What.LIVE))
                .contains(
                        "your deploy “Add guide” of 18:23 is live by now, so we did not take its repair back.");
    }

    private static String left(Reported entry, Conflict.What what) {
        return told(site("s", entry.conflict(what))).getFirst();
    }

    @Test
    void what_could_not_be_read_was_not_changed() {
        assertThat(told(site("s", escalated("d").incomplete())))
                .containsExactly(
                        "Being looked at · we could not read everything that we need to decide about your deploy “Add guide” of 18:23, so nothing about it was changed. A person of ours is looking at it and will write to you.");
    }

    @Test
    void our_engineers_reasons_stay_with_us() {
        assertThat(told(site("s", escalated("d").reason("site 5f of ACME publishes it"))))
                .noneMatch(text -> text.contains("ACME"));
    }

    private static List<String> told(SiteReport site) {
        return told(Reported.applied(), site);
    }

    private static List<String> toldBefore(SiteReport site) {
        return told(Reported.planned(), site);
    }

    private static List<String> told(ReportHeader header, SiteReport site) {
        return SiteStory.of(header, site).passages().stream()
                .map(p ->
                        p.label()
                                + " · "
                                + p.text().plain()
                                + p.todo().map(t -> " → " + t.plain()).orElse(""))
                .toList();
    }
}
