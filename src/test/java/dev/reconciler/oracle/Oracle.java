package dev.reconciler.oracle;

import dev.reconciler.oracle.Expected.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What a plan must say of an incident: sections 1 to 6 of the contract, worked out by trying every
 * way in which what could not be read may have been. Slow, in memory, and apart from the program.
 */
public final class Oracle {
    private static final int MOST_FILES = 1000;

    private final Incident incident;
    private final Platform platform;
    private final List<World> worlds;
    private final Map<Map<String, Store.Answer>, Store> stores = new HashMap<>();

    /** What the worlds say when nothing is held back, one map per world. */
    private final List<SortedMap<BsonValue, Outcome>> outcomes = new ArrayList<>();

    /** What they say in the end, with all deploys held back of which they do not agree. */
    private final List<SortedMap<BsonValue, Outcome>> lastOutcomes = new ArrayList<>();

    /** Deploys on whose remedy the worlds do not agree. */
    private final SortedSet<BsonValue> held = new TreeSet<>(BsonOrder.ORDER);

    private final Set<String> asked = new TreeSet<>();

    private Oracle(Incident incident) {
        this.incident = incident;
        this.platform = new Platform(incident);
        this.worlds = Worlds.of(incident, platform);
    }

    public static Expected plan(Incident incident) {
        return new Oracle(incident).plan();
    }

    private Expected plan() {
        List<Evaluation> evaluations = evaluate();
        evaluations.forEach(evaluation -> outcomes.add(evaluation.outcomes()));
        List<SortedMap<BsonValue, Outcome>> said = new ArrayList<>(outcomes);
        lastOutcomes.addAll(outcomes);
        while (disagreements(said).size() > held.size()) {
            held.addAll(disagreements(said));
            evaluations = evaluate();
            lastOutcomes.clear();
            evaluations.forEach(evaluation -> lastOutcomes.add(evaluation.outcomes()));
            said.addAll(lastOutcomes);
        }
        return expected(evaluations);
    }

    private List<Evaluation> evaluate() {
        List<Evaluation> evaluations = new ArrayList<>();
        for (World world : worlds) {
            Store store =
                    stores.computeIfAbsent(
                            world.answers(), answers -> new Store(incident.store(), answers));
            Evaluation evaluation = new Evaluation(platform, world, store, held);
            evaluations.add(evaluation);
            asked.addAll(evaluation.asked());
        }
        return evaluations;
    }

    /**
     * A deploy that is held back stays so. Holding one back is itself a way in which things may go:
     * what another deploy would get only because of it does not stand either.
     */
    private SortedSet<BsonValue> disagreements(List<SortedMap<BsonValue, Outcome>> said) {
        SortedSet<BsonValue> disagreements = new TreeSet<>(BsonOrder.ORDER);
        disagreements.addAll(held);
        for (BsonValue deploy : platform.deploys.keySet()) {
            List<Outcome> ofDeploy = of(deploy, said);
            if (ofDeploy.stream().map(Outcome::decision).distinct().count() > 1) {
                disagreements.add(deploy);
            }
        }
        return disagreements;
    }

    /**
     * What the worlds say of a deploy, those left out that tell of the identity of another one.
     *
     * @param said round by round, the worlds in their order
     */
    private List<Outcome> of(BsonValue deploy, List<SortedMap<BsonValue, Outcome>> said) {
        List<Outcome> ofDeploy = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (worlds.get(i % worlds.size()).tellsOf(deploy)) {
                ofDeploy.add(said.get(i).get(deploy));
            }
        }
        return ofDeploy;
    }

    // ---- the plan

    private Expected expected(List<Evaluation> evaluations) {
        Evaluation any = evaluations.getFirst();
        List<Expected.Entry> entries = new ArrayList<>();
        for (BsonValue deploy : platform.deploys.keySet()) {
            entry(any.subject(deploy)).ifPresent(entries::add);
        }
        SortedSet<BsonValue> down = new TreeSet<>(BsonOrder.ORDER);
        platform.liveSites.keySet().stream()
                .filter(site ->
                        evaluations.stream()
                                .filter(evaluation -> !evaluation.tellsOfIdentity())
                                .allMatch(evaluation -> evaluation.isDown(site)))
                .forEach(down::add);
        evaluations.forEach(evaluation -> asked.addAll(evaluation.asked()));
        asked.retainAll(incident.unreadable());
        boolean incomplete =
                !asked.isEmpty()
                        || !incident.snapshotWhole()
                        || !incident.logWhole()
                        || platform.log.unreadable() > 0;
        return new Expected(
                totals(), ordered(entries), down, incomplete, new TreeMap<>(any.publishes()));
    }

    /**
     * A deploy whose remedy hangs on what could not be read has an entry where it is damaged, or
     * might be published. Damage is known where it holds even if all that could not be read is
     * right: that is the first world.
     */
    private Optional<Expected.Entry> entry(Subject subject) {
        List<Outcome> ofDeploy = of(subject.id, outcomes);
        Outcome first = lastOutcomes.getFirst().get(subject.id);
        if (!held.contains(subject.id)) {
            return first.remedy().map(remedy -> entry(subject, remedy, first, false));
        }
        boolean isAboutPublishing = ofDeploy.stream().anyMatch(Outcome::isAboutPublishing);
        if (first.damage().isEmpty() && !isAboutPublishing) {
            return Optional.empty();
        }
        return Optional.of(entry(subject, Remedy.ESCALATE, untouched(first), true));
    }

    private static Outcome untouched(Outcome outcome) {
        return new Outcome(
                outcome.damage(),
                Optional.of(Remedy.ESCALATE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                outcome.files(),
                false,
                List.of());
    }

    private Expected.Entry entry(
            Subject subject, Remedy remedy, Outcome outcome, boolean incomplete) {
        List<Expected.DamagedFile> files = outcome.files();
        Optional<BsonValue> account = subject.planned("account_id");
        return new Expected.Entry(
                subject.id,
                subject.site(),
                account,
                platform.tier(account),
                List.copyOf(outcome.damage()),
                remedy,
                outcome.source(),
                outcome.tree(),
                outcome.target(),
                outcome.commit(),
                List.copyOf(files.subList(0, Math.min(files.size(), MOST_FILES))),
                Math.max(0, files.size() - MOST_FILES),
                outcome.sidelined(),
                !platform.publishers(subject.id).isEmpty(),
                incomplete,
                outcome.writes());
    }

    /** Tier, published first, site, deploy; but an entry comes after that of its target. */
    private List<Expected.Entry> ordered(List<Expected.Entry> entries) {
        List<Expected.Entry> waiting = new ArrayList<>(entries);
        waiting.sort(
                Comparator.comparing(
                                (Expected.Entry entry) -> incident.tiers().indexOf(entry.tier()))
                        .thenComparing(entry -> !entry.published())
                        .thenComparing(Expected.Entry::site, Oracle::absentLast)
                        .thenComparing(Expected.Entry::deploy, BsonOrder.ORDER));
        List<Expected.Entry> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Expected.Entry next =
                    waiting.stream()
                            .filter(entry ->
                                    waiting.stream().noneMatch(other -> isTarget(entry, other)))
                            .findFirst()
                            .orElseThrow();
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static boolean isTarget(Expected.Entry entry, Expected.Entry other) {
        return entry.target().filter(target -> BsonOrder.same(target, other.deploy())).isPresent();
    }

    private static int absentLast(Optional<BsonValue> a, Optional<BsonValue> b) {
        return a.isPresent() && b.isPresent()
                ? BsonOrder.ORDER.compare(a.get(), b.get())
                : Boolean.compare(a.isEmpty(), b.isEmpty());
    }

    private Expected.Totals totals() {
        int deleted =
                (int)
                        platform.snapshotDeploys.keySet().stream()
                                .filter(deploy -> !platform.deploys.containsKey(deploy))
                                .count();
        int unvouched = (int) platform.deploys.values().stream().filter(this::isUnvouched).count();
        return new Expected.Totals(
                platform.deploys.size(),
                platform.snapshotDeploys.size(),
                deleted,
                unvouched,
                platform.log.unreadable(),
                platform.log.conflicts());
    }

    private boolean isUnvouched(BsonDocument live) {
        Subject subject = new Subject(platform, Worlds.asRead(), live);
        return Fields.hexId(Fields.get(live, "tree_id"))
                .filter(tree -> !subject.isVouchedFor(tree))
                .isPresent();
    }
}
