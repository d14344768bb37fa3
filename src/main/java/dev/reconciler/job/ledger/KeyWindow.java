package dev.reconciler.job.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether a table has a key, for whoever asks about many, in their order: a thousand of its keys
 * are read at a time. Out of order it answers as well, but reads more often. What is added to the
 * table after it was read is not seen.
 */
final class KeyWindow implements Predicate<byte[]> {
    /** Keys that are in memory at once. */
    static final int KEYS = 1_000;

    private final Function<byte[], List<byte[]>> page;
    private final NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    private Optional<byte[]> first = Optional.empty();
    private boolean isToTheEnd;

    /**
     * @param page the first {@link #KEYS} keys from one on, compared bytewise, unsigned
     */
    KeyWindow(Function<byte[], List<byte[]>> page) {
        this.page = page;
    }

    @Override
    public boolean test(byte[] key) {
        if (!covers(key)) {
            List<byte[]> read = page.apply(key);
            keys.clear();
            keys.addAll(read);
            first = Optional.of(key);
            isToTheEnd = read.size() < KEYS;
        }
        return keys.contains(key);
    }

    private boolean covers(byte[] key) {
        return first.filter(start -> Arrays.compareUnsigned(start, key) <= 0).isPresent()
                && (isToTheEnd || Arrays.compareUnsigned(key, keys.last()) <= 0);
    }
}
