package dev.reconciler.demo;

import static dev.reconciler.demo.Past.wiped;
import static dev.reconciler.demo.Times.day;
import static dev.reconciler.demo.Times.eve;

import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonBoolean;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;

/**
 * One site each, on which something of its own happens, with what is right for it. The site's past
 * is there already, unless the story says that it has none.
 *
 * @param hasPast whether the site existed before the day
 */
record Stories(boolean hasPast, Consumer<SiteHistory> script) {

    static final List<Stories> ALL =
            List.of(
                    story(Stories::comesBackFromTheSnapshot),
                    story(Stories::keepsItsOwnPointer),
                    story(Stories::comesBackFromTheLog),
                    story(Stories::comesBackWithHoles),
                    story(Stories::goesLiveAtLast),
                    newSite(Stories::goesLiveForTheFirstTime),
                    story(Stories::ownerRolledBack),
                    story(Stories::lockedSiteHoldsBack),
                    story(Stories::nobodyVouchesForWhatWaits),
                    story(Stories::isStuckInTheQueue),
                    story(Stories::goesBackAndIsBuiltAgain),
                    story(Stories::uploadGoesBack),
                    story(Stories::goesBackPastAStranger),
                    story(Stories::lostItsTree),
                    story(Stories::treeIsCorrupt),
                    story(Stories::snapshotNamesALostTree),
                    story(Stories::newerOnesTookTheirPlace),
                    story(Stories::isBuiltAgain),
                    newSite(Stories::hasNothingToGoBackTo),
                    newSite(Stories::isBuiltAgainWhileDown),
                    story(Stories::lockedSiteStaysDown),
                    story(Stories::nobodyKnowsWhatToDo),
                    story(Stories::ofNobody),
                    story(Stories::anotherSitePublishesIt),
                    story(Stories::publishesWhatIsGone),
                    story(Stories::publishesNothingAnyMore),
                    story(Stories::isLeftAlone),
                    story(Stories::fileIsCorrupt),
                    story(Stories::lockedSiteLostAFile),
                    story(Stories::pageIsUpAllTheSame),
                    story(Stories::wasGivenToAnotherSite),
                    story(Stories::oddIds));

    private static Stories story(Consumer<SiteHistory> script) {
        return new Stories(true, script);
    }

    private static Stories newSite(Consumer<SiteHistory> script) {
        return new Stories(false, script);
    }

    // ---- RESTORE

    private static void comesBackFromTheSnapshot(SiteHistory site) {
        DeployCase home = site.publishes(site.production(eve(15, 5)));
        wiped(home.both("title", new BsonString(Words.hostile(0))), "RESTORE").restored("snapshot");
        site.preview(eve(16, 0))
                .failed()
                .wiped()
                .gets("RESTORE", "field-invalid", "identity-lost")
                .restoredWithoutPointer();
    }

    private static void keepsItsOwnPointer(SiteHistory site) {
        DeployCase home = site.publishes(site.production(eve(14, 10)));
        home.both("title", new BsonString(Words.hostile(1)))
                .set("commit_ref", new BsonString("0000000000000000000000000000000000000000"))
                .set("title", new BsonInt32(17))
                .gets("RESTORE", "field-invalid", "identity-changed")
                .restored("live");
        site.production(eve(11, 45))
                .unset("branch")
                .gets("RESTORE", "identity-lost")
                .restored("live");
        site.preview(eve(12, 0))
                .set("required", new BsonString("none"))
                .gets("RESTORE", "field-invalid")
                .restored("live");
        site.production(eve(12, 30))
                .set("tree_id", new BsonInt64(4))
                .gets("RESTORE", "pointer-lost")
                .restored("snapshot");
    }

    private static void comesBackFromTheLog(SiteHistory site) {
        site.published(site.production(eve(9, 30)));
        wiped(site.publishes(site.production(day(15, 25))), "RESTORE").restoredFromLog();
        DeployCase twice = site.preview(day(13, 0));
        String later = site.trees().version(site.index() + 1, 0);
        twice.loggedAgain(day(13, 30), later)
                .set("tree_id", new BsonString(later))
                .gets("RESTORE", "pointer-changed")
                .restored("pointer-log");
    }

    private static void comesBackWithHoles(SiteHistory site) {
        DeployCase home = site.publishes(site.production(eve(17, 15)));
        TreeWriter.Tree tree = site.uniqueTree();
        site.lose(tree, "docs/install.html");
        site.corrupt(tree, "docs/licence.html");
        home.tree(tree.id())
                .wiped()
                .gets(
                        "RESTORE",
                        "field-invalid",
                        "file-corrupt",
                        "file-missing",
                        "identity-lost",
                        "pointer-lost")
                .files("docs/install.html", "missing", "docs/licence.html", "corrupt")
                .restored("snapshot");
        site.down();
    }

    private static void wasGivenToAnotherSite(SiteHistory site) {
        SiteHistory other = site.neighbour();
        site.publishes(site.production(eve(13, 30)))
                .set("site_id", other.id())
                .set("account_id", other.accountId())
                .gets("RESTORE", "identity-changed")
                .restored("live");
    }

    private static void oddIds(SiteHistory site) {
        DeployCase home =
                site.publishes(site.production(eve(13, 0), new BsonString("legacy/2017-31")));
        wiped(home, "RESTORE").restored("snapshot");
        wiped(site.production(eve(10, 0), new BsonString("58931df2f15c5a7bc72dcbdb")), "RESTORE")
                .restored("snapshot");
        wiped(site.production(eve(11, 0), new BsonInt64(4_711)), "RESTORE").restored("snapshot");
    }

    // ---- PUBLISH, and ESCALATE in its place

    private static void goesLiveAtLast(SiteHistory site) {
        site.publishes(site.production(eve(18, 0)));
        site.production(day(17, 25)).state("processing");
        site.publishesThen(
                waiting(site, "uploaded").gets("PUBLISH").after("state", new BsonString("ready")));
    }

    private static void goesLiveForTheFirstTime(SiteHistory site) {
        site.isNew();
        site.publishesThen(
                waiting(site, "prepared").gets("PUBLISH").after("state", new BsonString("ready")));
    }

    private static void ownerRolledBack(SiteHistory site) {
        site.publishes(site.production(eve(18, 10)));
        waiting(site, "prepared").gets("ESCALATE");
        site.updated(day(18, 30));
    }

    private static void lockedSiteHoldsBack(SiteHistory site) {
        site.locked().publishes(site.production(eve(18, 20)));
        waiting(site, "uploaded").gets("ESCALATE");
        wiped(site.preview(eve(19, 0)), "RESTORE").restored("snapshot");
    }

    private static void nobodyVouchesForWhatWaits(SiteHistory site) {
        site.publishes(site.production(eve(18, 30)));
        waiting(site, "processed").unlogged().gets("ESCALATE");
    }

    private static void isStuckInTheQueue(SiteHistory site) {
        site.publishes(site.production(eve(18, 40)));
        waiting(site, "enqueued").withoutTree().gets("ESCALATE");
    }

    private static DeployCase waiting(SiteHistory site, String state) {
        return site.production(day(17, 40)).state(state);
    }

    // ---- REVERT

    private static void goesBackAndIsBuiltAgain(SiteHistory site) {
        DeployCase before = site.production(eve(16, 20));
        goesBack(site, before, wipedMorning(site, "REVERT").commit());
    }

    private static void uploadGoesBack(SiteHistory site) {
        DeployCase before = site.production(eve(16, 30));
        DeployCase upload =
                site.production(day(9, 31))
                        .manual()
                        .both("title", new BsonString(Words.hostile(2)));
        goesBack(
                site,
                before,
                upload.unset("tree_id", "state")
                        .gets("REVERT", "field-invalid", "pointer-lost")
                        .sidelined());
    }

    private static void goesBackPastAStranger(SiteHistory site) {
        DeployCase before = site.production(eve(16, 40));
        site.production(day(9, 20));
        goesBack(site, before, wipedMorning(site, "REVERT").commit());
    }

    private static void lostItsTree(SiteHistory site) {
        DeployCase before = site.production(eve(10, 20));
        DeployCase home = site.production(eve(16, 50));
        TreeWriter.Tree tree = site.uniqueTree();
        site.lose(tree, "");
        goesBack(site, before, home.tree(tree.id()).gets("REVERT", "tree-missing").commit());
    }

    private static void treeIsCorrupt(SiteHistory site) {
        DeployCase before = site.production(eve(10, 30));
        DeployCase upload = site.production(eve(17, 0)).manual();
        TreeWriter.Tree tree = site.uniqueTree();
        site.corrupt(tree, "docs/");
        goesBack(site, before, upload.tree(tree.id()).gets("REVERT", "tree-corrupt"));
    }

    private static void snapshotNamesALostTree(SiteHistory site) {
        DeployCase before = site.production(eve(10, 40));
        DeployCase home = site.production(eve(17, 10));
        TreeWriter.Tree tree = site.uniqueTree();
        site.lose(tree, "docs/");
        goesBack(site, before, wiped(home.tree(tree.id()), "REVERT").commit().sidelined());
    }

    private static void goesBack(SiteHistory site, DeployCase before, DeployCase home) {
        site.publishes(home);
        site.published(before);
        home.target(before);
        site.publishesThen(before);
    }

    /**
     * Born after the snapshot and before the log, so that no evidence has its pointer; its build
     * knows the rest.
     */
    private static DeployCase wipedMorning(SiteHistory site, String remedy) {
        return wiped(site.production(day(9, 31)), remedy).sidelined().createdAsBuilt();
    }

    // ---- SUPERSEDED, REBUILD

    private static void newerOnesTookTheirPlace(SiteHistory site) {
        site.published(site.production(eve(9, 0)));
        wipedMorning(site, "SUPERSEDED");
        site.publishes(site.production(day(14, 30)));
        wiped(site.preview(day(9, 50)).preview("fold-out-map"), "SUPERSEDED")
                .sidelined()
                .createdAsBuilt();
        site.preview(day(14, 50)).preview("fold-out-map");
    }

    private static void isBuiltAgain(SiteHistory site) {
        site.publishes(site.production(eve(9, 10)));
        wiped(site.preview(day(10, 5)), "REBUILD").commit().sidelined().createdAsBuilt();
        DeployCase building = site.production(day(17, 45)).withoutTree().state("building");
        wiped(building, "REBUILD").commit().sidelined().createdAsBuilt();
        DeployCase sketch = site.preview(day(18, 0));
        TreeWriter.Tree tree = site.uniqueTree();
        site.corrupt(tree, "docs/");
        sketch.tree(tree.id()).gets("REBUILD", "tree-corrupt").commit();
    }

    private static void isBuiltAgainWhileDown(SiteHistory site) {
        site.isNew();
        site.publishes(wipedMorning(site, "REBUILD").commit());
        site.down();
    }

    private static void fileIsCorrupt(SiteHistory site) {
        DeployCase home = site.publishes(site.production(eve(17, 20)));
        TreeWriter.Tree tree = site.uniqueTree();
        site.corrupt(tree, "docs/install.html");
        home.tree(tree.id())
                .gets("REBUILD", "file-corrupt")
                .commit()
                .files("docs/install.html", "corrupt");
        site.down();
    }

    // ---- ESCALATE

    private static void hasNothingToGoBackTo(SiteHistory site) {
        site.isNew();
        DeployCase upload = site.publishes(site.production(day(9, 45)).manual());
        upload.unset("tree_id", "state")
                .gets("ESCALATE", "field-invalid", "pointer-lost")
                .sidelined();
        site.down();
    }

    private static void lockedSiteStaysDown(SiteHistory site) {
        site.locked().published(site.production(eve(9, 20)));
        site.publishes(wipedMorning(site, "ESCALATE"));
        site.down();
    }

    private static void nobodyKnowsWhatToDo(SiteHistory site) {
        site.publishes(site.production(eve(9, 25)));
        DeployCase upload =
                site.production(day(9, 55))
                        .manual()
                        .both("title", new BsonString(Words.hostile(4)));
        upload.unset("tree_id", "state")
                .gets("ESCALATE", "field-invalid", "pointer-lost")
                .sidelined();
    }

    private static void ofNobody(SiteHistory site) {
        site.publishes(site.production(eve(9, 35)));
        wiped(site.production(day(10, 20)).manual(), "ESCALATE").sidelinedUnknown();
    }

    private static void anotherSitePublishesIt(SiteHistory site) {
        site.published(site.production(eve(9, 40)));
        SiteHistory owner = site.neighbour();
        DeployCase foreign =
                site.production(day(10, 10))
                        .both("site_id", owner.id())
                        .both("account_id", owner.accountId());
        wiped(foreign, "ESCALATE").sidelined().createdAsBuilt().publishedElsewhere();
        site.pointsAt(foreign.id());
        site.down();
    }

    private static void lockedSiteLostAFile(SiteHistory site) {
        DeployCase home = site.locked().publishes(site.production(eve(17, 30)));
        TreeWriter.Tree tree = site.uniqueTree();
        site.lose(tree, "docs/licence.html");
        home.tree(tree.id()).gets("ESCALATE", "file-missing").files("docs/licence.html", "missing");
        site.down();
    }

    /**
     * Its context is lost, so that no rule can be applied; but its pointer leads to files, and the
     * page stays.
     */
    private static void pageIsUpAllTheSame(SiteHistory site) {
        site.published(site.production(eve(9, 50)));
        site.publishes(
                site.production(day(10, 25))
                        .manual()
                        .unset("context")
                        .gets("ESCALATE", "identity-lost"));
    }

    // ---- nothing to do

    private static void publishesWhatIsGone(SiteHistory site) {
        site.publishes(site.production(eve(9, 55)).deleted());
        site.down();
    }

    private static void publishesNothingAnyMore(SiteHistory site) {
        site.published(site.production(eve(10, 0)));
        site.down();
    }

    /**
     * A deploy set aside by an earlier plan, an old one whose tree is gone, and the platform at
     * work.
     */
    private static void isLeftAlone(SiteHistory site) {
        site.publishes(site.production(eve(10, 5)))
                .set("locked", BsonBoolean.TRUE)
                .set("title", new BsonString(Words.hostile(6)));
        site.production(day(9, 10))
                .withoutTree()
                .state("error")
                .both(
                        "error_message",
                        new BsonString(Known.MARK + " nobody vouches for its pointer"));
        DeployCase old = site.production(eve(8, 0));
        TreeWriter.Tree tree = site.uniqueTree();
        site.lose(tree, "");
        old.tree(tree.id());
        site.preview(eve(8, 30))
                .set("error_message", BsonNull.VALUE)
                .set("state", new BsonString("archived"));
    }
}
