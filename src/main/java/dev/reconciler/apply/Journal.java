package dev.reconciler.apply;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is kept of the writes of one plan. It only grows. */
public interface Journal {
    /**
     * Keeps documents as they are before they are written. They are safe once it returns, whatever
     * becomes of anything else.
     *
     * @throws RuntimeException where they are not: nothing may be written then
     */
    void backUp(List<Backup> backups);

    /** Every backup made for these writes, oldest first. */
    List<Backup> backups(Collection<Place> places);

    /** Keeps results, in the order of the map. */
    void record(Map<Place, WriteResult> results);

    /** Keeps that entries have had their turn, after the results of their documents. */
    void finish(List<EntryOutcome> outcomes);
}
