package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.plan.PlanHeader.TierTotal;
import dev.reconciler.plan.Tiers;
import dev.reconciler.source.sort.SortedCursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the live deploys of each tier, and the findings among them, over everything that was
 * compared, also what a plan for a part of the platform leaves alone. A deploy is of the tier of
 * its site's account.
 */
final class TierTotals implements AutoCloseable {
    private final Tiers tiers;
    private final Settings settings;
    private final Accounts accounts;
    private final CheckedRows rows;
    private final SortedCursor sites;
    private boolean moreSites;

    private TierTotals(RunFolder folder, Settings settings) {
        this.tiers = new Tiers(settings.tiers());
        this.settings = settings;
        this.accounts = new Accounts(folder, settings.names());
        this.rows = new CheckedRows(folder, new byte[0]);
        this.sites = RunFiles.SITES.open(folder).cursor();
        this.moreSites = sites.next();
    }

    /** By tier, the highest first. */
    static Map<String, TierTotal> of(RunFolder folder, Settings settings) {
        try (TierTotals totals = new TierTotals(folder, settings)) {
            return totals.count();
        }
    }

    private Map<String, TierTotal> count() {
        Map<String, TierTotal> totals = new LinkedHashMap<>();
        settings.tiers().forEach(tier -> totals.put(tier, new TierTotal(0, 0)));
        Optional<Id> site = Optional.empty();
        String tier = tier(site);
        while (rows.next()) {
            if (!site.equals(rows.row().site())) {
                site = rows.row().site();
                tier = tier(site);
            }
            if (!rows.row().foreign()) {
                long damaged = rows.finding().isPresent() ? 1 : 0;
                totals.merge(tier, new TierTotal(1, damaged), TierTotal::plus);
            }
        }
        return totals;
    }

    /** Rows and sites are in the same order. */
    private String tier(Optional<Id> site) {
        return tiers.of(
                site.flatMap(this::document)
                        .flatMap(Site::account)
                        .map(Id::of)
                        .flatMap(accounts::get)
                        .flatMap(Account::plan));
    }

    private Optional<Site> document(Id site) {
        byte[] key = site.key();
        while (moreSites && sites.compareKey(key) < 0) {
            moreSites = sites.next();
        }
        if (!moreSites || sites.compareKey(key) != 0) {
            return Optional.empty();
        }
        StagedSite both = StagedSite.decode(sites.value(), settings.names());
        return both.live().or(both::snapshot);
    }

    @Override
    public void close() {
        rows.close();
        sites.close();
    }
}
