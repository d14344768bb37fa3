package dev.reconciler.plan;

import dev.reconciler.compare.KeyedCursor;
import dev.reconciler.model.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the merge's streams, in memory: values that are put in any order and read in that of their
 * keys.
 */
final class SortedValues implements KeyedCursor {
    private final List<Keyed> values = new ArrayList<>();
    private int at = -1;

    private record Keyed(byte[] key, byte[] value) {}

    /** Values of one key are read in the order in which they were put. */
    SortedValues put(byte[] key, byte[] value) {
        values.add(new Keyed(key, value));
        values.sort((a, b) -> Keys.compare(a.key, b.key));
        return this;
    }

    @Override
    public boolean next() {
        at++;
        return at < values.size();
    }

    @Override
    public int compareTo(byte[] deployKey) {
        byte[] key = values.get(at).key;
        return Arrays.compareUnsigned(
                key, 0, Math.min(key.length, deployKey.length), deployKey, 0, deployKey.length);
    }

    @Override
    public byte[] value() {
        return values.get(at).value;
    }

    @Override
    public void close() {}
}
