package dev.reconciler.job.ledger;

/**
 * How much is on record of a plan's writes, all of it verified.
 *
 * @param entries that have had their turn
 * @param results of writes
 * @param applied how many of those changed a document
 * @param backups documents as they were, of which one may be kept more than once
 * @param admissions who stood behind the plan, and who applied it, at each start
 */
public record JournalCounts(
        long entries, long results, long applied, long backups, long admissions) {}
