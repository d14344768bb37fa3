package dev.reconciler.plan;

import dev.reconciler.decide.Decided;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the plan says of one deploy: a line of {@code plan.jsonl} (contract, section 7).
 *
 * @param site its own, as the plan leaves it; empty where it cannot be had
 * @param account likewise
 * @param tier the service tier's name
 * @param damage every kind that holds; empty for a PUBLISH and an ESCALATE in its place
 * @param files damaged files of the tree that the deploy has once the plan is applied, sorted by
 *     path, 1,000 at most
 * @param more how many damaged files beyond those in {@code files}
 * @param sidelined whether the deploy is marked so that no reader of the site fails on it
 * @param reason for people; says what was passed over and why
 * @param published whether a site publishes the deploy before the plan
 * @param incomplete whether the verdict is an escalation because something could not be read
 * @param decided who decided so, where the rules left it to people
 * @param writes in the order in which they happen; a later one only where the ones before it held
 */
public record Entry(
        Id deploy,
        Optional<Id> site,
        Optional<Id> account,
        String tier,
        Set<Damage> damage,
        PlannedRemedy remedy,
        List<DamagedFile> files,
        long more,
        boolean sidelined,
        String reason,
        boolean published,
        boolean incomplete,
        Optional<Decided> decided,
        List<Write> writes) {

    /** An entry as the rules have it. */
    public Entry(
            Id deploy,
            Optional<Id> site,
            Optional<Id> account,
            String tier,
            Set<Damage> damage,
            PlannedRemedy remedy,
            List<DamagedFile> files,
            long more,
            boolean sidelined,
            String reason,
            boolean published,
            boolean incomplete,
            List<Write> writes) {
        this(
                deploy,
                site,
                account,
                tier,
                damage,
                remedy,
                files,
                more,
                sidelined,
                reason,
                published,
                incomplete,
                Optional.empty(),
                writes);
    }

    public Entry {
        damage = damage.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(damage));
        files = List.copyOf(files);
        writes = List.copyOf(writes);
        if (more < 0) {
            throw new IllegalArgumentException("a negative number of files: " + deploy);
        }
        if (incomplete && !writes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a verdict that rests on what could not be read writes nothing: " + deploy);
        }
    }

    /** The same, but for long values that it writes. */
    Entry brief() {
        return new Entry(
                deploy,
                site,
                account,
                tier,
                damage,
                remedy,
                files,
                more,
                sidelined,
                reason,
                published,
                incomplete,
                decided,
                writes.stream().map(Write::brief).toList());
    }
}
