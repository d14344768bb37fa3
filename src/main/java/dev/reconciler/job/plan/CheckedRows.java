package dev.reconciler.job.plan;

import dev.reconciler.compare.DeployRow;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.job.RunFolder;
import dev.reconciler.source.sort.SortedCursor;
import java.util.Optional;

/** The run's rows by site, newest first, each with its finding as the recheck left it. */
final class CheckedRows implements AutoCloseable {
    private final SortedCursor rows;
    private final SortedCursor rechecked;
    private boolean moreRechecked;

    /**
     * @param from the key that no row is to be before
     */
    CheckedRows(RunFolder folder, byte[] from) {
        this.rows = RunFiles.ROWS.open(folder).cursorFrom(from);
        this.rechecked = RunFiles.RECHECKED.open(folder).cursorFrom(from);
        this.moreRechecked = rechecked.next();
    }

    /** Goes to the next row; false where there is none. */
    boolean next() {
        return rows.next();
    }

    byte[] key() {
        return rows.key();
    }

    DeployRow row() {
        return RowCodec.decode(rows.value());
    }

    /** For {@link dev.reconciler.compare.EvidenceCodec#finding}; empty where there is none. */
    Optional<byte[]> finding() {
        byte[] key = rows.key();
        while (moreRechecked && rechecked.compareKey(key) < 0) {
            moreRechecked = rechecked.next();
        }
        return moreRechecked && rechecked.compareKey(key) == 0
                ? Recheck.finding(rechecked.value())
                : RowCodec.finding(rows.value());
    }

    @Override
    public void close() {
        rows.close();
        rechecked.close();
    }
}
