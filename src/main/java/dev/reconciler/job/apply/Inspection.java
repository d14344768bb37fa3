package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.confirm.Sightings;
import dev.reconciler.confirm.YoungerDamage;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Portion;
import dev.reconciler.model.Undecodable;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.RawBsonDocument;

/**
 * One look at deploys as they are now: which have damage that is younger than the plan. What was
 * damaged when the plan was made has an entry, whatever became of it; so what lacks something and
 * has none is younger. A plan for a part of the platform has entries of that part alone, and one
 * that takes another back of what that one wrote: then only what is seen to change while the run
 * goes on is.
 */
final class Inspection {
    /** So many suspects are looked up in the plan at a time. */
    private static final int PAGE = 500;

    /** They tell enough. */
    private static final int ENOUGH = 1_000;

    private final ApprovedPlan plan;
    private final PlannedDeploys planned;
    private final JournalTable journal;
    private final Sightings sightings;
    private final Names names;
    private final YoungerDamage younger;
    private final boolean knowsAll;
    private final Map<Long, Deploy> suspects = new HashMap<>();
    private final Portion portion = new Portion(PAGE);
    private final SortedMap<Id, String> damaged = new TreeMap<>();

    Inspection(
            ApprovedPlan plan,
            PlannedDeploys planned,
            JournalTable journal,
            Sightings sightings,
            Names names) {
        this.plan = plan;
        this.planned = planned;
        this.journal = journal;
        this.sightings = sightings;
        this.names = names;
        this.younger = new YoungerDamage(names);
        this.knowsAll = plan.header().scope().whole() && plan.header().undoes().isEmpty();
    }

    /** Looks at a deploy, and says whether it is worth while to look at more of them. */
    boolean see(RawBsonDocument document) {
        try {
            see(Deploy.of(document, names));
        } catch (Undecodable e) {
            // The next plan names it.
            return true;
        }
        return damaged.size() < ENOUGH;
    }

    private void see(Deploy deploy) {
        OptionalInt entry = planned.number(deploy.id());
        if (entry.isEmpty()) {
            sightings
                    .changed(deploy)
                    .or(() -> knowsAll ? younger.in(deploy) : Optional.empty())
                    .ifPresent(field -> damaged.put(deploy.id(), names.of(field)));
        } else if (younger.in(deploy).isPresent()) {
            suspects.put((long) entry.getAsInt(), deploy);
            portion.add(deploy.raw().getByteBuffer().remaining());
            if (portion.isFull()) {
                judge();
            }
        }
    }

    /** Deploys with damage that is younger than the plan, and a field of each that has it. */
    SortedMap<Id, String> damaged() {
        judge();
        return damaged;
    }

    /** Those that are as the plan saw them, and had no turn yet, are not even read. */
    private void judge() {
        Set<Long> held = journal.holding(suspects.keySet());
        BitSet open = new BitSet();
        for (long number : suspects.keySet()) {
            int entry = Math.toIntExact(number);
            open.set(entry, held.contains(number) || planned.isSound(entry));
        }
        if (!open.isEmpty()) {
            try (PlanReader entries = plan.entries(n -> open.get(Math.toIntExact(n)))) {
                for (var next = entries.next(); next.isPresent(); next = entries.next()) {
                    judge(next.get(), held.contains(next.get().number()));
                }
            }
        }
        suspects.clear();
        portion.clear();
    }

    /**
     * @param held whether the entry had its turn, and all was as planned then
     */
    private void judge(Numbered numbered, boolean held) {
        Entry entry = numbered.entry();
        Deploy deploy = Objects.requireNonNull(suspects.get(numbered.number()));
        boolean isLeftWhole =
                planned.isSound(Math.toIntExact(numbered.number()))
                        || (held && entry.remedy() instanceof PlannedRemedy.Restore);
        Optional<DeployField> field =
                isLeftWhole
                        ? younger.in(deploy)
                        : write(entry).flatMap(write -> younger.in(write, deploy.raw(), held));
        field.ifPresent(lost -> damaged.put(deploy.id(), names.of(lost)));
    }

    private static Optional<Write> write(Entry entry) {
        return entry.writes().stream()
                .filter(write -> write.target() == Write.Target.DEPLOY)
                .findFirst();
    }
}
