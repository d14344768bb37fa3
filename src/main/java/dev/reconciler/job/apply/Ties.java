package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import dev.reconciler.plan.Write.Guard;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;

/**
 * Which entries have to come before which: that of a deploy before the one that points a site at
 * it, and the one that takes a site off a deploy before that of the deploy. The plan's order is
 * such; whoever leaves entries out, or takes them out of their turn, has to take along what is tied
 * to them. Only entries that write a site tie others.
 */
final class Ties {
    private final Names names;

    /** Numbers of the entries that point a site at a deploy. */
    private final Map<Id, Set<Integer>> pointedAt = new HashMap<>();

    /** Numbers of the entries that take a site off a deploy. */
    private final Map<Id, Set<Integer>> takenOff = new HashMap<>();

    /** By the number of an entry those that come before it. */
    private final Map<Integer, Set<Integer>> before = new HashMap<>();

    Ties(Names names) {
        this.names = names;
    }

    /** To be told of every entry. */
    void add(Numbered numbered) {
        int number = Math.toIntExact(numbered.number());
        Entry entry = numbered.entry();
        if (entry.remedy() instanceof PlannedRemedy.Revert revert) {
            tie(pointedAt, revert.target(), number);
        }
        for (Write write : entry.writes()) {
            if (write.target() == Write.Target.SITE) {
                write.guard().ifPresent(guard -> addTarget(guard, number));
                published(write).ifPresent(deploy -> tie(takenOff, deploy, number));
            }
        }
    }

    private void addTarget(Guard guard, int number) {
        switch (guard) {
            case Guard.Target target -> tie(pointedAt, target.deploy(), number);
            case Guard.Publishers publishers -> {}
        }
    }

    private Optional<Id> published(Write site) {
        Optional<BsonValue> seen =
                site.seen().getOrDefault(names.of(SiteField.PUBLISHED_DEPLOY_ID), Optional.empty());
        return seen.map(Id::of);
    }

    private static void tie(Map<Id, Set<Integer>> ties, Id deploy, int number) {
        ties.computeIfAbsent(deploy, id -> new HashSet<>()).add(number);
    }

    /** Once every entry was told of: finds the entries of the deploys that are named. */
    void resolve(ApprovedPlan plan) {
        if (pointedAt.isEmpty() && takenOff.isEmpty()) {
            return;
        }
        try (PlanReader entries = plan.entries(all -> true)) {
            for (var next = entries.next(); next.isPresent(); next = entries.next()) {
                resolve(Math.toIntExact(next.get().number()), next.get().entry());
            }
        }
    }

    private void resolve(int number, Entry entry) {
        pointedAt
                .getOrDefault(entry.deploy(), Set.of())
                .forEach(later -> comesBefore(number, later));
        if (entry.writes().stream().anyMatch(Ties::waitsForSites)) {
            takenOff.getOrDefault(entry.deploy(), Set.of())
                    .forEach(earlier -> comesBefore(earlier, number));
        }
    }

    private static boolean waitsForSites(Write write) {
        return write.guard().filter(Guard.Publishers.class::isInstance).isPresent();
    }

    /** The plan's own order stands: what comes later in it is never taken along. */
    private void comesBefore(int earlier, int later) {
        if (earlier < later) {
            before.computeIfAbsent(later, number -> new HashSet<>()).add(earlier);
        }
    }

    /** Adds to the numbers of some entries those of all that are tied to them. */
    void takeAlong(BitSet numbers) {
        Deque<Integer> open = new ArrayDeque<>();
        before.keySet().stream().filter(numbers::get).forEach(open::add);
        while (!open.isEmpty()) {
            for (int earlier : before.getOrDefault(open.remove(), Set.of())) {
                if (!numbers.get(earlier)) {
                    numbers.set(earlier);
                    open.add(earlier);
                }
            }
        }
    }
}
