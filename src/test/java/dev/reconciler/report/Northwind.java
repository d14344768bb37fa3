package dev.reconciler.report;

import static dev.reconciler.report.Reported.account;
import static dev.reconciler.report.Reported.down;
import static dev.reconciler.report.Reported.escalated;
import static dev.reconciler.report.Reported.facts;
import static dev.reconciler.report.Reported.goesLive;
import static dev.reconciler.report.Reported.rebuilt;
import static dev.reconciler.report.Reported.restored;
import static dev.reconciler.report.Reported.restoredWithoutTree;
import static dev.reconciler.report.Reported.reverted;
import static dev.reconciler.report.Reported.site;
import static dev.reconciler.report.Reported.superseded;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Customers to whom everything happened that can happen. */
public final class Northwind {
    private static final DamagedFile MISSING =
            new DamagedFile("new-a.html", DamagedFile.Kind.MISSING);
    private static final DamagedFile CORRUPT =
            new DamagedFile("new-b.css", DamagedFile.Kind.CORRUPT);

    private Northwind() {}

    /** A site for every remedy, and some with several. */
    public static AccountReport northwind() {
        return account(
                "Northwind",
                "enterprise",
                down(
                        site(
                                "tigerbeetle-docs",
                                restored("d1", Source.POINTER_LOG)
                                        .published()
                                        .files(MISSING, CORRUPT)),
                        SiteDown.FILES_DAMAGED),
                site("kopia-site", fourteen()),
                site(
                        "iceberg-site",
                        reverted(
                                        "d2",
                                        facts("Release notes", "2017-02-01T16:20:00Z"),
                                        Optional.of("4be1c07"))
                                .facts(facts("Fix partition docs", "2017-02-02T17:31:00Z"))),
                site(
                        "rook-site",
                        reverted("d3", facts("Chart 1.2", "2016-12-24T08:00:00Z"), Optional.empty())
                                .facts(uploadedByHand("Spring look"))),
                site(
                        "zed-site",
                        goesLive("d4"),
                        superseded("d5"),
                        superseded("d6").damage(Damage.TREE_CORRUPT, Damage.FIELD_INVALID),
                        rebuilt("d7", "91c04ab").damage(Damage.FILE_MISSING).files(MISSING)),
                down(
                        site(
                                "helm-www",
                                rebuilt("d8", "91c04ab").published().damage(Damage.TREE_MISSING),
                                rebuilt("d9", "91c04ab"),
                                rebuilt("d10", "91c04ab")),
                        SiteDown.TREE_UNREADABLE),
                down(
                        site(
                                "vela-site",
                                escalated("d11")
                                        .published()
                                        .facts(uploadedByHand("Site"))
                                        .sidelined()),
                        SiteDown.TREE_UNREADABLE),
                down(site("quiet-site"), SiteDown.PUBLISHES_NOTHING),
                site(
                        "argo-site",
                        escalated("d12").damage(),
                        escalated("d13").incomplete(),
                        escalated("d14").damage(Damage.IDENTITY_LOST)),
                site("flux-site", restored("d15", Source.LIVE).conflict(Conflict.What.DEPLOY)),
                site("knative", restored("d16", Source.SNAPSHOT).result(EntryResult.NOT_CONFIRMED)),
                site(
                        "etcd",
                        restored("d17", Source.SNAPSHOT).result(EntryResult.NOT_APPLIED),
                        restoredWithoutTree("d18").facts(DeployFacts.unknown())),
                site(
                        "old-site",
                        restored("d19", Source.SNAPSHOT)
                                .facts(facts("Old look", "2015-05-05T05:05:00Z"))
                                .files(manyFiles(30), 2_345)));
    }

    /** As it is before anything is written. */
    public static AccountReport planned(AccountReport account) {
        var sites = new ArrayList<SiteReport>();
        for (SiteReport site : account.sites()) {
            var entries =
                    site.entries().stream()
                            .map(e ->
                                    new EntryReport(
                                            e.entry(),
                                            e.deploy(),
                                            e.target(),
                                            e.candidates(),
                                            e.published(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty()))
                            .toList();
            sites.add(new SiteReport(site.site(), site.name(), site.email(), entries, site.down()));
        }
        return new AccountReport(
                account.account(), account.name(), account.tier(), account.email(), sites);
    }

    private static Reported[] fourteen() {
        return IntStream.range(0, 14).mapToObj(Northwind::change).toArray(Reported[]::new);
    }

    private static Reported change(int i) {
        var made = "2016-0" + (i % 9 + 1) + "-02T10:00:00Z";
        var restored = restored("k" + i, Source.SNAPSHOT).facts(facts("Change " + i, made));
        return i == 3 ? restored.published() : restored;
    }

    private static DeployFacts uploadedByHand(String title) {
        return new DeployFacts(
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.of("production"),
                facts(title, "2017-02-02T17:40:00Z").created());
    }

    private static List<DamagedFile> manyFiles(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new DamagedFile("assets/images/" + i + ".png", DamagedFile.Kind.MISSING))
                .toList();
    }
}
