package dev.reconciler.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.Window;
import dev.reconciler.decide.Circumstances;
import dev.reconciler.decide.Decision;
import dev.reconciler.decide.Settlement;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.decide.SiteOutcome;
import dev.reconciler.decide.Verdict;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Keys;
import dev.reconciler.model.Names;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import dev.reconciler.oracle.Incident;
import dev.reconciler.verify.Checker;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.VerifiedObjectsInMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * The production rules over an incident in memory: what the plan job does, without servers, files
 * and chunks. A tree is proven only once a rule asks for it.
 */
public final class InMemoryPlanner {
    private static final Names NAMES = Names.defaults();

    private final Incident incident;
    private final Map<Id, Decision> decisions = new TreeMap<>();
    private final Window window;
    private final Circumstances circumstances;
    private final Map<Id, Site> liveSites;
    private final Map<Id, Site> snapshotSites;
    private final Map<Id, Account> accounts = new TreeMap<>();
    private final IncidentEvidence.Assessed assessed;
    private final VerifiedObjectsInMemory objects = new VerifiedObjectsInMemory();
    private final Checker checker;
    private final Tiers tiers;

    /**
     * @param entries in the order of application
     * @param down sites that are down once the plan is applied
     * @param deleted deploys of the snapshot that are not live any more
     * @param unvouched live pointers that nobody vouches for
     */
    public record Planned(List<Entry> entries, Set<Id> down, int deleted, int unvouched) {}

    private InMemoryPlanner(
            Incident incident, Collection<Decision> decisions, BiPredicate<Id, TreeId> given) {
        this.incident = incident;
        decisions.forEach(decision -> this.decisions.put(decision.deploy(), decision));
        this.window = new Window(incident.from(), incident.to());
        this.circumstances =
                new Circumstances(
                        window,
                        incident.now(),
                        Duration.ofMinutes(10),
                        incident.snapshotWhole(),
                        incident.logWhole());
        this.tiers = new Tiers(incident.tiers());
        this.checker =
                new Checker(new IncidentStore(incident), InstantSource.fixed(incident.now()));
        IncidentEvidence evidence = new IncidentEvidence(incident, given);
        this.liveSites = evidence.liveSites();
        this.snapshotSites = evidence.snapshotSites();
        accounts.putAll(
                IncidentEvidence.by(Account::id, incident.snapshot().accounts(), Account::of));
        accounts.putAll(IncidentEvidence.by(Account::id, incident.live().accounts(), Account::of));
        this.assessed = evidence.assess();
    }

    public static Planned plan(Incident incident) {
        return plan(incident, List.of());
    }

    /** With what people decided besides. */
    public static Planned plan(Incident incident, Collection<Decision> decisions) {
        return plan(incident, decisions, (deploy, tree) -> false);
    }

    /**
     * Likewise, once people had decided before.
     *
     * @param given whether an applied plan gave a deploy a tree that a person had named
     */
    static Planned plan(
            Incident incident, Collection<Decision> decisions, BiPredicate<Id, TreeId> given) {
        return new InMemoryPlanner(incident, decisions, given).plan();
    }

    private Planned plan() {
        List<Entry> entries = new ArrayList<>();
        Set<Id> down = new TreeSet<>();
        for (Optional<Id> site : sites()) {
            SiteOutcome.Decided decided = decide(facts(site));
            decided.verdicts().forEach(verdict -> entries.add(entry(verdict)));
            decided.down().ifPresent(why -> down.add(site.orElseThrow()));
        }
        int unvouched =
                (int)
                        assessed.deploys().values().stream()
                                .filter(Assessment::hasUnvouchedPointer)
                                .count();
        return new Planned(ordered(entries), down, assessed.deleted(), unvouched);
    }

    private Entry entry(Verdict verdict) {
        String tier = tiers.of(verdict.account().map(accounts::get).flatMap(Account::plan));
        return new Entries(NAMES, incident.now()).of(verdict, tier);
    }

    private List<Entry> ordered(List<Entry> entries) {
        Map<Id, byte[]> order = new TreeMap<>();
        for (Entry entry : entries) {
            int rank = tiers.rank(entry.tier());
            order.put(
                    entry.deploy(),
                    EntryOrder.key(rank, entry.published(), entry.site(), entry.deploy()));
        }
        for (Entry entry : entries) {
            if (entry.remedy() instanceof PlannedRemedy.Revert revert
                    && order.containsKey(revert.target())) {
                byte[] target = Objects.requireNonNull(order.get(revert.target()));
                order.computeIfPresent(entry.deploy(), (id, own) -> EntryOrder.after(own, target));
            }
        }
        entries.sort(
                Comparator.comparing(entry -> order.get(entry.deploy()), Arrays::compareUnsigned));
        return List.copyOf(entries);
    }

    private SiteOutcome.Decided decide(SiteFacts facts) {
        while (true) {
            switch (Settlement.decide(
                    facts,
                    site -> Optional.of(facts(Optional.of(site))),
                    tree -> Prover.prove(tree, objects),
                    circumstances,
                    decisions)) {
                case SiteOutcome.Decided decided -> {
                    return decided;
                }
                case SiteOutcome.NeedsProof needs ->
                        needs.trees().forEach(tree -> objects.checkAll(tree, checker));
            }
        }
    }

    private Set<Optional<Id>> sites() {
        Set<Optional<Id>> sites = new HashSet<>();
        liveSites.keySet().forEach(id -> sites.add(Optional.of(id)));
        assessed.deploys().values().forEach(assessment -> sites.add(assessment.site()));
        return sites;
    }

    private SiteFacts facts(Optional<Id> site) {
        List<DeployRow> rows = new ArrayList<>();
        Map<Id, Assessment> findings = new TreeMap<>();
        for (Assessment assessment : assessed.deploys().values()) {
            DeployRow row = DeployRow.of(assessment, window);
            if (assessment.site().equals(site)) {
                rows.add(row);
                if (row.finding()) {
                    findings.put(row.id(), assessment);
                }
            } else if (site.filter(assessment.evidence().publishers().live()::contains)
                    .isPresent()) {
                rows.add(row.publishedBy(site.get()));
            }
        }
        Optional<Site> live = site.map(liveSites::get);
        Optional<Site> before = site.map(snapshotSites::get);
        return new SiteFacts(
                site,
                live,
                before,
                live.or(() -> before).flatMap(this::updated),
                newestFirst(rows),
                findings);
    }

    /** As they come from the run's sorted file. */
    private static List<DeployRow> newestFirst(List<DeployRow> rows) {
        return rows.stream()
                .sorted((a, b) -> Keys.compare(RowCodec.key(a), RowCodec.key(b)))
                .map(row -> RowCodec.decode(RowCodec.encode(row)))
                .toList();
    }

    /**
     * By anybody but us: of an {@code updated_at} that we wrote, the one that it replaced counts. A
     * journal that goes in a circle says nothing.
     */
    private Optional<Instant> updated(Site site) {
        Optional<Instant> updated = site.updated();
        Set<Optional<Instant>> seen = new HashSet<>();
        for (Optional<Incident.SiteWrite> ours = ours(site, updated);
                ours.isPresent();
                ours = ours(site, updated)) {
            if (!seen.add(updated)) {
                return Optional.empty();
            }
            updated = ours.get().replaced();
        }
        return updated;
    }

    private Optional<Incident.SiteWrite> ours(Site site, Optional<Instant> updated) {
        return incident.journal().stream()
                .filter(write -> Id.of(write.site()).equals(site.id()))
                .filter(write -> Optional.of(write.wrote()).equals(updated))
                .findFirst();
    }
}
