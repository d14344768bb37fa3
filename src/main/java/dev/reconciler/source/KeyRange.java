package dev.reconciler.source;

import dev.reconciler.model.Id;
import java.util.Optional;

/**
 * A range of ids, over all BSON types.
 *
 * @param after the id that the range begins after, exclusive; empty: from the beginning
 * @param upTo the last id of the range, inclusive; empty: to the end
 */
public record KeyRange(Optional<Id> after, Optional<Id> upTo) {
    private static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

    /** The range that every id is in. */
    public static KeyRange all() {
        return ALL;
    }

    /** Whether the range has both ends open. */
    public boolean isAll() {
        return after.isEmpty() && upTo.isEmpty();
    }

    /** Whether {@code id} is in the range. */
    public boolean has(Id id) {
        return after.map(start -> id.compareTo(start) > 0).orElse(true)
                && upTo.map(end -> id.compareTo(end) <= 0).orElse(true);
    }
}
