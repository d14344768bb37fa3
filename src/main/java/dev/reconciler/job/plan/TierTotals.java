package dev.reconciler.job.plan;

import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.EvidenceCodec;
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
 * Counts the live deploys of each tier, and the damaged ones among them, over everything that was
 * compared, also what a plan for a part of the platform leaves alone. A deploy is of the tier of
 * its site's account. Damage of files is known of what the plan has entries of.
 */
final class TierTotals implements AutoCloseable {
    private final Tiers tiers;
    private final Settings settings;
    private final Comparison comparison;
    private final Accounts accounts;
    private final CheckedRows rows;
    private final SortedCursor sites;
    private boolean moreSites;

    private TierTotals(RunFolder folder, Settings settings, Comparison comparison) {
        this.tiers = new Tiers(settings.tiers());
        this.settings = settings;
        this.comparison = comparison;
        this.accounts = new Accounts(folder, settings.names());
        this.rows = new CheckedRows(folder, new byte[0]);
        this.sites = RunFiles.SITES.open(folder).cursor();
        this.moreSites = sites.next();
    }

    /**
     * By tier, the highest first.
     *
     * @param entries how many the plan has of each tier: no fewer are damaged
     */
    static Map<String, TierTotal> of(
            RunFolder folder, Settings settings, Comparison comparison, Map<String, Long> entries) {
        try (TierTotals totals = new TierTotals(folder, settings, comparison)) {
            Map<String, TierTotal> counted = totals.count();
            counted.replaceAll((tier, total) -> total.atLeast(entries.getOrDefault(tier, 0L)));
            return counted;
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
                long damaged = rows.finding().filter(this::isDamaged).isPresent() ? 1 : 0;
                totals.merge(tier, new TierTotal(1, damaged), TierTotal::plus);
            }
        }
        return totals;
    }

    /** What is only to be checked is a finding, too. */
    private boolean isDamaged(byte[] finding) {
        EvidenceCodec.Read read = EvidenceCodec.finding(finding, settings.names());
        return !comparison.assess(read.live(), read.evidence()).damage().isEmpty();
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
