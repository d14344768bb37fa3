package dev.reconciler.apply;

import java.util.List;

/**
 * What became of an entry.
 *
 * @param entry its number
 * @param results of its writes in their order, up to the first that did not hold
 */
public record EntryOutcome(long entry, List<WriteResult> results) {
    public EntryOutcome {
        results = List.copyOf(results);
    }

    /** Whether every document of the entry is as planned; an entry without writes holds. */
    public boolean holds() {
        return results.stream().allMatch(WriteResult::holds);
    }

    /** Whether it is not known what became of one of its documents. */
    public boolean isUnknown() {
        return results.stream().anyMatch(WriteResult.Unknown.class::isInstance);
    }
}
