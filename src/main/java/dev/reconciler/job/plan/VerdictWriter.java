package dev.reconciler.job.plan;

import dev.reconciler.decide.Remedy;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.decide.SiteOutcome;
import dev.reconciler.decide.Verdict;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.LedgerKey;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.VerdictsTable;
import dev.reconciler.job.ledger.VerdictsTable.EntryRow;
import dev.reconciler.job.ledger.VerdictsTable.SiteRow;
import dev.reconciler.model.Account;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.model.Undecodable;
import dev.reconciler.plan.Entries;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.EntryOrder;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.plan.Tiers;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.source.DocumentLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.RawBsonDocument;

/** Keeps what was decided about a chunk of sites, or asks for the proofs that are missing. */
final class VerdictWriter {
    private final Settings settings;
    private final DocumentLookup live;
    private final Tiers tiers;
    private final Accounts accounts;
    private final Entries entries;

    VerdictWriter(Settings settings, Run run, DocumentLookup live, Tiers tiers, Accounts accounts) {
        this.settings = settings;
        this.live = live;
        this.tiers = tiers;
        this.accounts = accounts;
        this.entries = new Entries(settings.names(), run.startedAt());
    }

    /** Returns whether some site waits for a proof. */
    boolean write(
            Iterable<? extends DecidedSite> sites, VerdictsTable verdicts, ObjectsTable objects) {
        List<SiteRow> siteRows = new ArrayList<>();
        List<EntryRow> entryRows = new ArrayList<>();
        Map<Id, DeployFacts> targets = targets(sites);
        boolean waits = false;
        for (DecidedSite site : sites) {
            switch (site.outcome()) {
                case SiteOutcome.NeedsProof needs -> {
                    objects.ask(needs.trees());
                    waits = true;
                }
                case SiteOutcome.Decided decided -> {
                    siteRows.add(siteRow(site.facts(), decided));
                    decided.verdicts()
                            .forEach(verdict -> entryRows.add(entryRow(verdict, targets, objects)));
                }
            }
        }
        verdicts.decided(siteRows, entryRows);
        return waits;
    }

    private SiteRow siteRow(SiteFacts facts, SiteOutcome.Decided decided) {
        Optional<Id> account = facts.live().flatMap(Site::account).map(Id::of);
        return new SiteRow(
                LedgerKey.bounded(dev.reconciler.compare.RowCodec.siteKey(facts.id())),
                facts.id().map(PlanLines::json),
                LedgerKey.of(account),
                account.map(PlanLines::json),
                tiers.rank(tier(account)),
                decided.down().map(Enum::name));
    }

    private EntryRow entryRow(Verdict verdict, Map<Id, DeployFacts> targets, ObjectsTable objects) {
        String tier = tier(verdict.account());
        Entry entry = entries.of(verdict, tier);
        int rank = tiers.rank(tier);
        Optional<Id> target = target(verdict);
        return new EntryRow(
                LedgerKey.of(entry.deploy()),
                LedgerKey.bounded(
                        EntryOrder.key(rank, entry.published(), entry.site(), entry.deploy())),
                target.map(LedgerKey::of),
                LedgerKey.of(entry.site()),
                LedgerKey.of(entry.account()),
                entry.account().map(PlanLines::json),
                rank,
                PlanLines.of(entry),
                VerdictDetails.of(verdict, settings.names(), objects),
                EntryFacts.of(
                                verdict.deploy(),
                                target.map(id -> targets.getOrDefault(id, DeployFacts.unknown())))
                        .json());
    }

    private String tier(Optional<Id> account) {
        return tiers.of(account.flatMap(accounts::get).flatMap(Account::plan));
    }

    private static Optional<Id> target(Verdict verdict) {
        return verdict.remedy() instanceof Remedy.Revert revert
                ? Optional.of(revert.target())
                : Optional.empty();
    }

    /** What is told of the deploys that sites go back to: read together, since there are few. */
    private Map<Id, DeployFacts> targets(Iterable<? extends DecidedSite> sites) {
        Set<Id> ids = new TreeSet<>();
        for (DecidedSite site : sites) {
            if (site.outcome() instanceof SiteOutcome.Decided decided) {
                decided.verdicts().forEach(verdict -> target(verdict).ifPresent(ids::add));
            }
        }
        Map<Id, DeployFacts> facts = new TreeMap<>();
        if (!ids.isEmpty()) {
            live.get(settings.names().deploys(), ids)
                    .forEach(document -> addFacts(document, facts));
        }
        return facts;
    }

    private void addFacts(RawBsonDocument document, Map<Id, DeployFacts> facts) {
        try {
            Deploy deploy = Deploy.of(document, settings.names());
            facts.put(deploy.id(), EntryFacts.of(deploy));
        } catch (Undecodable e) {
            // Whoever reads about the entry is then told its id only.
            return;
        }
    }
}
