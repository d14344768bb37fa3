package dev.reconciler.job.plan;

import dev.reconciler.compare.RowCodec;
import dev.reconciler.decide.Proofs;
import dev.reconciler.decide.Remedy;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.decide.SiteOutcome;
import dev.reconciler.decide.Verdict;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.LedgerKey;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.VerdictsTable;
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
import java.util.stream.Collectors;
import org.bson.RawBsonDocument;

/** Keeps what was decided about a page of sites, or asks for the proofs that are missing. */
final class VerdictWriter {
    private final Settings settings;
    private final DocumentLookup live;
    private final Tiers tiers;
    private final VerdictsTable verdicts;
    private final ObjectsTable objects;
    private final Proofs proofs;
    private final Entries entries;
    private final Accounts accounts;
    private final ChunkedFile kept;
    private boolean waits;

    VerdictWriter(
            Settings settings,
            Run run,
            DocumentLookup live,
            Tiers tiers,
            VerdictsTable verdicts,
            ObjectsTable objects,
            Proofs proofs) {
        this.settings = settings;
        this.live = live;
        this.tiers = tiers;
        this.verdicts = verdicts;
        this.objects = objects;
        this.proofs = proofs;
        this.entries = new Entries(settings.names(), run.startedAt());
        this.accounts = new Accounts(run.folder(), settings.names());
        this.kept = new ChunkedFile(run, RunFiles.ENTRIES);
    }

    /** Whether some site waits for a proof. */
    boolean waits() {
        return waits;
    }

    /** To be called when the step begins. */
    void open() {
        kept.open();
    }

    void write(List<DecidedSite> sites) {
        Map<Id, DeployFacts> targets = targets(sites);
        List<SiteRow> rows = new ArrayList<>();
        for (DecidedSite site : sites) {
            switch (site.outcome()) {
                case SiteOutcome.NeedsProof needs -> {
                    objects.ask(needs.trees());
                    waits = true;
                }
                case SiteOutcome.Decided decided -> {
                    rows.add(siteRow(site.facts(), decided));
                    keep(decided.verdicts(), targets);
                }
            }
        }
        verdicts.decided(rows);
    }

    /** To be called in the transaction of the chunk. */
    void keep() {
        kept.keep();
    }

    private SiteRow siteRow(SiteFacts facts, SiteOutcome.Decided decided) {
        Optional<Id> account = facts.live().flatMap(Site::account).map(Id::of);
        return new SiteRow(
                LedgerKey.bounded(RowCodec.siteKey(facts.id())),
                facts.id().map(PlanLines::json),
                LedgerKey.of(account),
                account.map(PlanLines::json),
                tiers.rank(tier(account)),
                decided.down().map(Enum::name));
    }

    /** An entry comes after that of its target (contract, section 6), which is of the same site. */
    private void keep(List<Verdict> ofSite, Map<Id, DeployFacts> targets) {
        for (Verdict verdict : ofSite) {
            Entry entry = entry(verdict);
            byte[] place =
                    target(verdict)
                            .flatMap(target -> find(ofSite, target))
                            .map(target -> EntryOrder.after(place(entry), place(entry(target))))
                            .orElseGet(() -> place(entry));
            kept.add(place, keptEntry(verdict, entry, targets));
        }
    }

    private static Optional<Verdict> find(List<Verdict> verdicts, Id deploy) {
        return verdicts.stream().filter(v -> v.live().id().equals(deploy)).findFirst();
    }

    private Entry entry(Verdict verdict) {
        return entries.of(verdict, tier(verdict.account()));
    }

    private byte[] place(Entry entry) {
        return EntryOrder.key(
                tiers.rank(entry.tier()), entry.published(), entry.site(), entry.deploy());
    }

    private byte[] keptEntry(Verdict verdict, Entry entry, Map<Id, DeployFacts> targets) {
        Optional<DeployFacts> target =
                target(verdict).map(id -> targets.getOrDefault(id, DeployFacts.unknown()));
        return new KeptEntry(
                        PlanLines.of(entry),
                        VerdictDetails.of(verdict, settings.names(), proofs),
                        EntryFacts.of(verdict.deploy(), target, candidates(verdict)).json())
                .encode();
    }

    /** The trees that people may choose from, and what is known of each. */
    private Optional<String> candidates(Verdict verdict) {
        boolean isForPeople = verdict.remedy() instanceof Remedy.Escalate;
        return Optional.of(verdict.deploy().candidates())
                .filter(candidates -> isForPeople && !candidates.isEmpty())
                .map(candidates ->
                        candidates.stream()
                                .map(candidate -> VerdictDetails.text(candidate, proofs))
                                .collect(Collectors.joining("; ")));
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
    private Map<Id, DeployFacts> targets(List<DecidedSite> sites) {
        Set<Id> ids = new TreeSet<>();
        for (DecidedSite site : sites) {
            if (site.outcome() instanceof SiteOutcome.Decided decided) {
                decided.verdicts().forEach(verdict -> target(verdict).ifPresent(ids::add));
            }
        }
        Map<Id, DeployFacts> facts = new TreeMap<>();
        if (!ids.isEmpty()) {
            live.each(settings.names().deploys(), ids, document -> addFacts(document, facts));
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
