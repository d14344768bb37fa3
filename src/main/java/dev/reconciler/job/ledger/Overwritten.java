package dev.reconciler.job.ledger;

import dev.reconciler.source.BsonStructure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A document as it was just before a plan wrote it, or may have.
 *
 * @param document whole, as the server gave it
 */
public record Overwritten(String collection, byte[] document) {
    /** Documents that are in memory at once: one may have 16 MB. */
    private static final int PAGE = 16;

    /**
     * The backup of the attempt that took effect, or may have before somebody else's change made a
     * conflict of it, which the result tells by its {@code updated_at}; the last one, since it is
     * made again where the write replaced a later version. Of a run that was cut off before a
     * result, the last attempt may have taken effect, also where the document is found as planned
     * later on, touched by somebody else. Where a plan writes a document twice, the first time
     * counts. The order is that of an index, all columns named, since H2 would sort otherwise.
     */
    static final String REPLACED =
            """
            SELECT b.seq, b.collection, b.document
            FROM backup b LEFT JOIN write_result r
              ON r.plan = b.plan AND r.entry = b.entry AND r.write_number = b.write_number
            WHERE b.plan = ? AND b.seq > ?
              AND (r.seq IS NULL OR r.result = 'already-applied' OR r.updated_at = b.updated_at)
              AND NOT EXISTS (
                SELECT 1 FROM backup later
                WHERE later.plan = b.plan AND later.entry = b.entry AND later.write_number = b.write_number
                  AND later.seq > b.seq AND (r.seq IS NULL OR r.result = 'already-applied' OR later.updated_at = b.updated_at))
              AND NOT EXISTS (
                SELECT 1 FROM write_result earlier
                WHERE earlier.collection = b.collection AND earlier.document_key = b.document_key
                  AND earlier.plan = b.plan AND earlier.updated_at IS NOT NULL AND (r.seq IS NULL OR earlier.seq < r.seq))
            ORDER BY b.plan, b.seq LIMIT ?
            """;

    /** Whether it can be given to another program. */
    public boolean isWhole() {
        return BsonStructure.fault(document).isEmpty();
    }

    private record Row(long seq, Overwritten document) {}

    /** Shows each document that the plan has written, or may have, once, a few at a time. */
    static void each(JdbcTemplate jdbc, String plan, Consumer<Overwritten> take) {
        List<Row> rows = new ArrayList<>();
        long after = Long.MIN_VALUE;
        do {
            rows.clear();
            rows.addAll(
                    jdbc.query(
                            REPLACED,
                            (row, n) ->
                                    new Row(
                                            row.getLong(1),
                                            new Overwritten(row.getString(2), row.getBytes(3))),
                            plan,
                            after,
                            PAGE));
            rows.forEach(row -> take.accept(row.document()));
            after = rows.isEmpty() ? after : rows.getLast().seq();
        } while (rows.size() == PAGE);
    }
}
