package dev.reconciler.apply.undo;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import dev.reconciler.plan.Write.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/**
 * Guards the writes of an undo, so that it takes no live page down: a site goes back only to a
 * deploy that is as it is to be by then, and a deploy gets back what was damaged only while no site
 * publishes it that did not do so when the plan that is taken back was made. Entries have to come
 * in the order in which they will be applied.
 */
public final class Guarding {
    private final Names names;
    private final Set<Id> pointedAt;
    private final Map<Id, Map<String, Optional<BsonValue>>> undone = new HashMap<>();
    private final Set<String> restedOn;
    private final Map<Id, Set<Id>> movedOff = new HashMap<>();
    private final Map<Id, Set<Id>> movedOn = new HashMap<>();

    /**
     * @param pointedAt the deploys that sites go back to: what is undone of others is forgotten
     */
    public Guarding(Names names, Set<Id> pointedAt) {
        this.names = names;
        this.pointedAt = Set.copyOf(pointedAt);
        this.restedOn = Set.of(names.of(DeployField.STATE), names.of(DeployField.TREE_ID));
    }

    /**
     * The entry with its guards, and with whether a site publishes its deploy now.
     *
     * @param entry as {@link Reversal} made it
     */
    public Entry guard(Entry entry, Platform live) {
        Set<Id> publishers = live.publishers(entry.deploy());
        List<Write> writes = new ArrayList<>();
        for (Write write : entry.writes()) {
            writes.add(
                    switch (write.target()) {
                        case SITE -> guardSite(write, live);
                        case DEPLOY -> write.guardedBy(mayPublish(entry, publishers));
                    });
            remember(write);
        }
        return new Entry(
                entry.deploy(),
                entry.site(),
                entry.account(),
                entry.tier(),
                entry.damage(),
                entry.remedy(),
                entry.files(),
                entry.more(),
                entry.sidelined(),
                entry.reason() + gone(entry, live),
                !publishers.isEmpty(),
                entry.incomplete(),
                writes);
    }

    /** The plan will leave it alone then: no site is pointed at what is not there. */
    private String gone(Entry entry, Platform live) {
        return Published.after(names, entry).stream()
                .filter(deploy -> live.deploy(deploy).isEmpty())
                .map(deploy ->
                        "; its site published "
                                + deploy.text()
                                + " before, which is gone: so it will be left alone")
                .collect(Collectors.joining());
    }

    private Write guardSite(Write write, Platform live) {
        return Published.after(names, write)
                .map(deploy ->
                        write.guardedBy(
                                new Guard.Target(
                                        deploy,
                                        then(deploy, DeployField.STATE, live),
                                        then(deploy, DeployField.TREE_ID, live))))
                .orElse(write);
    }

    /** What a deploy's field is once all that comes before is undone. */
    private Optional<BsonValue> then(Id deploy, DeployField field, Platform live) {
        return Optional.ofNullable(undone.get(deploy))
                .flatMap(goal -> Optional.ofNullable(goal.get(names.of(field))))
                .orElseGet(() ->
                        live.deploy(deploy)
                                .flatMap(document -> FieldValue.of(document, names.of(field))));
    }

    /** Those that the undo takes off the deploy have to be off it by then. */
    private Guard.Publishers mayPublish(Entry entry, Set<Id> publishers) {
        Set<Id> allowed = new HashSet<>(movedOn.getOrDefault(entry.deploy(), Set.of()));
        if (entry.published()) {
            allowed.addAll(publishers);
            entry.site().ifPresent(allowed::add);
            allowed.removeAll(movedOff.getOrDefault(entry.deploy(), Set.of()));
        }
        return new Guard.Publishers(allowed);
    }

    private void remember(Write write) {
        switch (write.target()) {
            case DEPLOY -> {
                if (pointedAt.contains(write.id())) {
                    Map<String, Optional<BsonValue>> goal = new HashMap<>(write.goal());
                    goal.keySet().retainAll(restedOn);
                    undone.put(write.id(), goal);
                }
            }
            case SITE -> {
                Published.before(names, write).ifPresent(left -> add(movedOff, left, write.id()));
                Published.after(names, write).ifPresent(to -> add(movedOn, to, write.id()));
            }
        }
    }

    private static void add(Map<Id, Set<Id>> sites, Id deploy, Id site) {
        sites.computeIfAbsent(deploy, id -> new HashSet<>()).add(site);
    }
}
