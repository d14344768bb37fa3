package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.confirm.Sightings;
import dev.reconciler.confirm.YoungerDamage;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Write;
import dev.reconciler.source.mongo.MongoDocuments;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Notices that whoever damaged the platform is still at work: by what has become of the plan's own
 * deploys, and by a look now and then at all others, which takes a tenth of the time at most.
 */
class Watch {
    /** A look has three parts. */
    private static final Duration LONGEST_PART = Duration.ofSeconds(1);

    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(2);
    private static final int TIMES_BETWEEN = 9;

    /** Deploys outside the plan that are remembered, in some 10 MB. */
    private static final int REMEMBERED = 50_000;

    /** Of the entries that were written, so many are read again at each look. */
    private static final int SAMPLE = 500;

    /** Size of the entries that may be among them: those of a sample are in memory all the time. */
    private static final int LONGEST_SAMPLED = 20_000;

    private static final int MOST_NAMED = 10;

    private final MongoDocuments live;
    private final JournalTable journal;
    private final Names names;
    private final Rounds rounds;
    private final Sightings sightings;
    private final List<Numbered> sample = new ArrayList<>();
    private final Random random = new Random();
    private long written;
    private long nextLook = System.nanoTime();

    Watch(MongoDocuments live, JournalTable journal, Settings settings, Clock clock) {
        this.live = live;
        this.journal = journal;
        this.names = settings.names();
        this.rounds = new Rounds(live, names, clock, LONGEST_PART);
        this.sightings = new Sightings(names, REMEMBERED);
    }

    /**
     * Looks at deploys that did not come out as planned.
     *
     * @param held whether they were written, and something else was found when they were read again
     */
    Optional<Problem> compare(List<Numbered> entries, boolean held) {
        return problem(damaged(entries, held));
    }

    private SortedMap<Id, String> damaged(List<Numbered> entries, boolean held) {
        SortedMap<Id, String> damaged = new TreeMap<>();
        YoungerDamage younger = new YoungerDamage(names);
        Map<Id, Write> writes = new HashMap<>();
        entries.stream()
                .flatMap(entry -> entry.entry().writes().stream())
                .filter(write -> write.target() == Write.Target.DEPLOY)
                .forEach(write -> writes.put(write.id(), write));
        live.each(
                names.deploys(),
                writes.keySet(),
                document ->
                        Id.ofDocument(document)
                                .ifPresent(id ->
                                        Optional.ofNullable(writes.get(id))
                                                .flatMap(w -> younger.in(w, document, held))
                                                .ifPresent(f -> damaged.put(id, names.of(f)))));
        return damaged;
    }

    /**
     * To be told of an entry that was written; each has the same chance to be in the sample, but
     * for the few that are very long.
     */
    void wrote(Numbered entry) {
        if (entry.size() > LONGEST_SAMPLED) {
            return;
        }
        written++;
        if (sample.size() < SAMPLE) {
            sample.add(entry);
            return;
        }
        long place = random.nextLong(written);
        if (place < SAMPLE) {
            sample.set((int) place, entry);
        }
    }

    /** Looks at once: at deploys outside the plan, and again at a sample of what was written. */
    Optional<Problem> look(ApprovedPlan plan, Course course) {
        long began = System.nanoTime();
        Inspection inspection = new Inspection(plan, course.deploys(), journal, sightings, names);
        rounds.show(plan.header().createdAt(), inspection::see);
        SortedMap<Id, String> damaged = inspection.damaged();
        damaged.putAll(damaged(sample, true));
        long now = System.nanoTime();
        nextLook = now + Math.max(LEAST_BETWEEN.toNanos(), TIMES_BETWEEN * (now - began));
        return problem(damaged);
    }

    /** Whether the last look is a while ago. */
    boolean isDue() {
        return System.nanoTime() - nextLook >= 0;
    }

    private static Optional<Problem> problem(SortedMap<Id, String> damaged) {
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        String named =
                damaged.entrySet().stream()
                        .limit(MOST_NAMED)
                        .map(deploy -> deploy.getKey().text() + " (" + deploy.getValue() + ")")
                        .collect(Collectors.joining(", "));
        return Optional.of(
                new Problem(
                        "somebody is still damaging deploys: there is damage that is younger than the plan",
                        "deploy "
                                + named
                                + (damaged.size() > MOST_NAMED
                                        ? " and %,d more".formatted(damaged.size() - MOST_NAMED)
                                        : ""),
                        "Nothing more is written. Stop whoever writes it, then plan again: reconciler plan. What was written is on record; where these deploys are well again, or all was written, the same command brings this run to its end"));
    }
}
