package dev.reconciler.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Names;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Writes what an approved plan says, a few entries at a time: reads the documents, backs them up,
 * and writes each where it is still as the plan saw it. Whatever happens in between, the same
 * entries can be given again: what was written is found written.
 */
public final class Applier {
    private final Names names;
    private final LiveDatabase live;
    private final Journal journal;
    private final Reader reader;
    private final Writer writer;

    public Applier(
            ApprovedPlan plan, LiveDatabase live, Journal journal, Clock clock, Patience patience) {
        this.names = plan.header().names();
        this.live = live;
        this.journal = journal;
        this.reader = new Reader(live, journal, clock);
        this.writer = new Writer(names, live, journal, reader, patience);
    }

    /** Gives all entries their turn, in their order. */
    public List<EntryOutcome> apply(List<Numbered> entries) {
        return apply(entries, Gate.OPEN);
    }

    /**
     * Gives entries their turn, in their order.
     *
     * @param gate is asked before each whether it may have its turn
     * @return an outcome for each that had it; after one that is not known, none: the database does
     *     not answer
     */
    public List<EntryOutcome> apply(List<Numbered> entries, Gate gate) {
        Map<Long, List<DocumentWrite>> writes = new LinkedHashMap<>();
        entries.forEach(entry -> writes.put(entry.number(), DocumentWrite.of(names, entry)));
        List<DocumentWrite> all = writes.values().stream().flatMap(List::stream).toList();
        Map<Place, Look> looks = reader.look(all);
        Publishers publishers = Publishers.of(names, live, all);
        List<EntryOutcome> outcomes = new ArrayList<>();
        Map<Place, WriteResult> results = new LinkedHashMap<>();
        for (var entry : writes.entrySet()) {
            if (!gate.isOpen()) {
                break;
            }
            var ofEntry = apply(entry.getValue(), looks, publishers);
            results.putAll(ofEntry);
            EntryOutcome outcome = new EntryOutcome(entry.getKey(), List.copyOf(ofEntry.values()));
            outcomes.add(outcome);
            gate.passed(outcome);
            if (outcome.isUnknown()) {
                break;
            }
        }
        journal.record(results);
        journal.finish(outcomes.stream().filter(outcome -> !outcome.isUnknown()).toList());
        return outcomes;
    }

    /** A later write follows only where the earlier ones held. */
    private SequencedMap<Place, WriteResult> apply(
            List<DocumentWrite> writes, Map<Place, Look> looks, Publishers publishers) {
        SequencedMap<Place, WriteResult> results = new LinkedHashMap<>();
        for (DocumentWrite write : writes) {
            Look look =
                    Optional.ofNullable(looks.get(write.place()))
                            .orElseGet(() -> reader.look(write));
            WriteResult result = writer.write(write, look, publishers);
            results.put(write.place(), result);
            if (!result.holds()) {
                break;
            }
        }
        return results;
    }
}
