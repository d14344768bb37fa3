package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.apply.Owners.Owner;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanHeader;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which entries of a plan a run writes, and in which order: a bit per entry, and the plan's own
 * order wherever nobody wished for another one.
 */
final class Course {
    /** Entries whose sites are read together. */
    private static final int PAGE = 500;

    private final ApplyOptions options;
    private final Set<Id> onlySites;
    private final Set<Id> onlyAccounts;
    private final Set<Id> firstSites;
    private final Ties ties;
    private final Set<Id> sitesWithoutEntry = new TreeSet<>();
    private final Set<Id> accountsWithoutEntry = new TreeSet<>();
    private final BitSet chosen = new BitSet();
    private final BitSet first = new BitSet();
    private final Map<String, BitSet> writing = new TreeMap<>();
    private final PlannedDeploys deploys;

    private Course(ApplyOptions options, PlanHeader header) {
        this.options = options;
        this.onlySites = ids(options.onlySites());
        this.onlyAccounts = ids(options.onlyAccounts());
        this.firstSites = ids(options.first());
        this.sitesWithoutEntry.addAll(onlySites);
        this.sitesWithoutEntry.addAll(firstSites);
        this.accountsWithoutEntry.addAll(onlyAccounts);
        this.ties = new Ties(header.names());
        this.deploys = new PlannedDeploys(header.entries());
    }

    private static Set<Id> ids(List<String> texts) {
        return texts.stream().map(Id::parse).collect(Collectors.toSet());
    }

    /**
     * Reads the plan for it.
     *
     * @throws Problem where nothing of the plan is chosen
     */
    static Course of(Admission admission, ApplyOptions options, Owners owners) {
        Course course = new Course(options, admission.plan().header());
        try (PlanReader entries = admission.plan().entries(all -> true)) {
            for (var some = entries.next(PAGE); !some.isEmpty(); some = entries.next(PAGE)) {
                course.add(some, owners);
            }
        }
        course.ties.resolve(admission.plan());
        course.ties.takeAlong(course.chosen);
        course.ties.takeAlong(course.first);
        course.first.and(course.chosen);
        course.refuseNothing(admission.plan().header().entries());
        return course;
    }

    private void add(List<Numbered> page, Owners owners) {
        List<Entry> entries = page.stream().map(Numbered::entry).toList();
        boolean matters = !(onlyAccounts.isEmpty() && options.onlyTiers().isEmpty());
        List<Owner> whose = matters ? owners.of(entries) : entries.stream().map(Owner::of).toList();
        for (int i = 0; i < page.size(); i++) {
            add(page.get(i), whose.get(i));
        }
    }

    private void add(Numbered numbered, Owner owner) {
        int number = Math.toIntExact(numbered.number());
        Entry entry = numbered.entry();
        ties.add(numbered);
        deploys.add(numbered);
        entry.site().ifPresent(sitesWithoutEntry::remove);
        accountsWithoutEntry.removeAll(owner.account());
        chosen.set(number, isChosen(entry, owner));
        first.set(number, entry.site().filter(firstSites::contains).isPresent());
        if (!entry.writes().isEmpty()) {
            writing.computeIfAbsent(entry.remedy().text(), remedy -> new BitSet()).set(number);
        }
    }

    /** What fits every kind of which something is named, as a plan's scope goes. */
    private boolean isChosen(Entry entry, Owner owner) {
        return (onlySites.isEmpty() || entry.site().filter(onlySites::contains).isPresent())
                && (onlyAccounts.isEmpty()
                        || owner.account().stream().anyMatch(onlyAccounts::contains))
                && (options.onlyTiers().isEmpty() || options.onlyTiers().contains(owner.tier()));
    }

    private void refuseNothing(long entries) {
        if (options.choosesSome() && chosen.isEmpty()) {
            throw new Refused(
                    "the plan has no entry of what was chosen",
                    "none of its %,d entries is of %s"
                            .formatted(
                                    entries,
                                    Stream.of(
                                                    shown("site", options.onlySites()),
                                                    shown("account", options.onlyAccounts()),
                                                    shown("tier", options.onlyTiers()))
                                            .filter(text -> !text.isEmpty())
                                            .collect(Collectors.joining(" and "))),
                    "See what it has: reconciler show, customers.csv");
        }
    }

    /** What was named and nothing of the plan is about: misspelled, or not damaged. */
    List<String> withoutEntry() {
        return Stream.concat(
                        sitesWithoutEntry.stream().map(site -> "site " + site.text()),
                        accountsWithoutEntry.stream().map(account -> "account " + account.text()))
                .toList();
    }

    private static String shown(String kind, List<String> texts) {
        return texts.isEmpty() ? "" : kind + ' ' + String.join(" or ", texts);
    }

    /** Which deploys the plan has an entry of, chosen or not. */
    PlannedDeploys deploys() {
        return deploys;
    }

    /** How many entries are chosen. */
    long size() {
        return chosen.cardinality();
    }

    /** Entries that have yet to have their turn. */
    BitSet left(BitSet done) {
        return without(chosen, done);
    }

    /** Of those the ones of sites that are to be first; all where no entry is of such a site. */
    BitSet first(BitSet done) {
        return first.isEmpty() ? left(done) : without(first, done);
    }

    private BitSet next(BitSet done) {
        BitSet before = first(done);
        return before.isEmpty() ? left(done) : before;
    }

    /**
     * Those that write and are next, by remedy: of sites that are to be first while there are any.
     */
    Map<String, BitSet> candidates(BitSet done) {
        Map<String, BitSet> candidates = new TreeMap<>();
        writing.forEach((remedy, numbers) -> {
            BitSet some = next(done);
            some.and(numbers);
            candidates.put(remedy, some);
        });
        return candidates;
    }

    /** Those of a remedy that write, chosen or not. */
    BitSet writing(String remedy) {
        return writing.getOrDefault(remedy, new BitSet());
    }

    /** An entry, and before it what has to come before it and is not done yet. */
    BitSet withTies(int number, BitSet done) {
        BitSet numbers = new BitSet();
        numbers.set(number);
        ties.takeAlong(numbers);
        return without(numbers, done);
    }

    private static BitSet without(BitSet numbers, BitSet others) {
        BitSet rest = copy(numbers);
        rest.andNot(others);
        return rest;
    }

    private static BitSet copy(BitSet numbers) {
        BitSet copy = new BitSet();
        copy.or(numbers);
        return copy;
    }
}
