package dev.reconciler.job.plan;

import dev.reconciler.compare.KeyedCursor;
import dev.reconciler.source.sort.SortedCursor;

/** A sorted file of the run as one of the merge's streams. */
final class SortedFileCursor implements KeyedCursor {
    private final SortedCursor cursor;

    SortedFileCursor(SortedCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean next() {
        return cursor.next();
    }

    @Override
    public int compareTo(byte[] deployKey) {
        return cursor.comparePrefix(deployKey);
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
