package dev.reconciler.job.plan;

import dev.reconciler.compare.KeyedCursor;
import dev.reconciler.source.sort.SortedCursor;
import java.util.Arrays;

/** A sorted file of the run as one of the merge's streams. */
final class SortedFileCursor implements KeyedCursor {
    private final SortedCursor cursor;
    private byte[] key = {};

    SortedFileCursor(SortedCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean next() {
        boolean there = cursor.next();
        key = there ? cursor.key() : key;
        return there;
    }

    @Override
    public int compareTo(byte[] deployKey) {
        return Arrays.compareUnsigned(
                key, 0, Math.min(key.length, deployKey.length), deployKey, 0, deployKey.length);
    }

    @Override
    public byte[] value() {
        return cursor.value();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
