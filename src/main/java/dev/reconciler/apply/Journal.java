package dev.reconciler.apply;

import java.util.Collection;
import java.util.List;

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

    /** Keeps a result. */
    void record(Place place, WriteResult result);

    /** Keeps that an entry has had its turn, after the results of its documents. */
    void finish(EntryOutcome outcome);
}
