package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.confirm.YoungerDamage;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Undecodable;
import dev.reconciler.plan.Write;
import dev.reconciler.source.mongo.MongoDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.RawBsonDocument;

/**
 * Notices that whoever damaged the platform is still at work: by what has become of the plan's own
 * deploys, and by a look now and then at those that were changed or made since the plan.
 */
class Watch {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);
    private static final int MOST = 1_000;
    private static final int MOST_NAMED = 10;

    private final MongoDocuments live;
    private final Names names;
    private final Map<DeployField, Instant> lookedAt = new EnumMap<>(DeployField.class);
    private long nextLook = System.nanoTime();

    Watch(MongoDocuments live, Settings settings) {
        this.live = live;
        this.names = settings.names();
    }

    /**
     * Looks at deploys that did not come out as planned.
     *
     * @param held whether they were written, and something else was found when they were read again
     */
    Optional<Problem> compare(List<Numbered> entries, boolean held) {
        Map<Id, String> damaged = new TreeMap<>();
        YoungerDamage younger = new YoungerDamage(names);
        Map<Id, Write> writes = new HashMap<>();
        entries.stream()
                .flatMap(entry -> entry.entry().writes().stream())
                .filter(write -> write.target() == Write.Target.DEPLOY)
                .forEach(write -> writes.put(write.id(), write));
        for (RawBsonDocument document : live.get(names.deploys(), writes.keySet())) {
            Id.ofDocument(document)
                    .ifPresent(id ->
                            Optional.ofNullable(writes.get(id))
                                    .flatMap(write -> younger.in(write, document, held))
                                    .ifPresent(field -> damaged.put(id, names.of(field))));
        }
        return problem(damaged);
    }

    /** Looks at once at deploys that were changed or made since the plan. */
    Optional<Problem> look(ApprovedPlan plan) {
        nextLook = System.nanoTime() + NOW_AND_THEN.toNanos();
        // What is left out of a plan was damaged before it, and an undo brings damage back.
        if (!plan.header().scope().whole() || plan.header().undoes().isPresent()) {
            return Optional.empty();
        }
        Map<Id, String> damaged = new TreeMap<>();
        for (DeployField field : List.of(DeployField.UPDATED_AT, DeployField.CREATED_AT)) {
            Instant since = lookedAt.getOrDefault(field, plan.header().createdAt());
            live.changedSince(names.deploys(), names.of(field), since, MOST)
                    .forEach(document -> look(document, field, damaged));
        }
        return problem(withoutPlanned(plan, damaged));
    }

    /** The same, where the last look is a while ago. */
    Optional<Problem> lookNowAndThen(ApprovedPlan plan) {
        return System.nanoTime() - nextLook < 0 ? Optional.empty() : look(plan);
    }

    private void look(RawBsonDocument document, DeployField field, Map<Id, String> damaged) {
        try {
            Deploy deploy = Deploy.of(document, names);
            deploy.time(field).ifPresent(time -> lookedAt.put(field, time));
            new YoungerDamage(names)
                    .in(deploy)
                    .ifPresent(lost -> damaged.put(deploy.id(), names.of(lost)));
        } catch (Undecodable e) {
            // The next plan names it.
            return;
        }
    }

    /** Those that the plan has an entry of it knows. */
    private static Map<Id, String> withoutPlanned(ApprovedPlan plan, Map<Id, String> damaged) {
        if (damaged.isEmpty()) {
            return damaged;
        }
        try (PlanReader entries = plan.entries(all -> true)) {
            for (var next = entries.next(); next.isPresent(); next = entries.next()) {
                damaged.remove(next.get().entry().deploy());
            }
        }
        return damaged;
    }

    private static Optional<Problem> problem(Map<Id, String> damaged) {
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
                        "Nothing more is written. Stop whoever writes it, then plan again: reconciler plan. What was written is on record; to bring this run to its end all the same: the same command again"));
    }
}
