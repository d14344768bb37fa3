package dev.reconciler.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * Finds out what became of entries whose turn was cut off, since the process was gone: they have a
 * backup and no result, and may have been written. It reads, and never writes to the platform.
 */
public final class CutOff {
    private static final String NOT_WRITTEN = "the run ended before it was written";

    private final Names names;
    private final LiveDatabase live;
    private final Journal journal;
    private final Traces traces;

    public CutOff(Names names, LiveDatabase live, Journal journal) {
        this.names = names;
        this.live = live;
        this.journal = journal;
        this.traces = new Traces(journal);
    }

    /**
     * Those of which a write has taken effect. Of the others nothing was done.
     *
     * @throws dev.reconciler.model.Problem where the database cannot be read
     */
    public List<Numbered> begun(List<Numbered> entries) {
        var documents = documents(entries);
        return entries.stream().filter(entry -> isBegun(results(entry, documents))).toList();
    }

    /**
     * Ends the turn of those: what has taken effect is kept as applied, a write that was still to
     * come as one that was left out. For whoever will not write it any more.
     *
     * @throws dev.reconciler.model.Problem where the database cannot be read: nothing is known then
     */
    public void settle(List<Numbered> entries) {
        var documents = documents(entries);
        for (Numbered entry : entries) {
            List<WriteResult> results = results(entry, documents);
            if (isBegun(results)) {
                finish(entry, results);
            }
        }
    }

    private Map<String, Map<Id, RawBsonDocument>> documents(List<Numbered> entries) {
        return Reader.documents(
                live,
                entries.stream()
                        .flatMap(entry -> DocumentWrite.of(names, entry).stream())
                        .toList());
    }

    /** Of the writes that are found made, up to the first that is not. */
    private List<WriteResult> results(
            Numbered entry, Map<String, Map<Id, RawBsonDocument>> documents) {
        List<WriteResult> results = new ArrayList<>();
        for (DocumentWrite write : DocumentWrite.of(names, entry)) {
            Optional<RawBsonDocument> document =
                    Reader.document(documents, write.place()).filter(write::hasHappened);
            if (document.isEmpty()) {
                break;
            }
            results.add(traces.of(write, document.get(), Set.of()));
        }
        return results;
    }

    private static boolean isBegun(List<WriteResult> results) {
        return results.stream().anyMatch(WriteResult.Applied.class::isInstance);
    }

    private void finish(Numbered entry, List<WriteResult> found) {
        List<DocumentWrite> writes = DocumentWrite.of(names, entry);
        List<WriteResult> results = new ArrayList<>(found);
        if (results.size() < writes.size()) {
            results.add(new WriteResult.Conflict(NOT_WRITTEN));
        }
        for (int i = 0; i < results.size(); i++) {
            journal.record(writes.get(i).place(), results.get(i));
        }
        journal.finish(new EntryOutcome(entry.number(), results));
    }
}
