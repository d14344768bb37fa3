package dev.reconciler.job.ledger;

import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Times in {@code updated_at} that our own writes put there, and what they replaced (contract,
 * section 5, PUBLISH). The backups tell: each write has one, with the time that it is to set, also
 * the write of a process that was gone before it recorded what came of it. Whoever finds that time
 * finds our write.
 */
public final class WrittenUpdates {
    /** H2 takes the index's order only where all of its columns are named. */
    static final String WRITTEN =
            "SELECT document_key FROM backup WHERE collection = ? AND document_key >= ?"
                    + " ORDER BY collection, document_key, updated_at LIMIT ?";

    private final JdbcTemplate jdbc;
    private final String collection;
    private final String updatedAt;
    private final Predicate<byte[]> written;

    /**
     * @param updatedAt what the platform calls that field
     */
    WrittenUpdates(JdbcTemplate jdbc, String collection, String updatedAt) {
        this.jdbc = jdbc;
        this.collection = collection;
        this.updatedAt = updatedAt;
        this.written =
                new KeyWindow(from ->
                        jdbc.query(
                                WRITTEN,
                                (row, n) -> row.getBytes(1),
                                collection,
                                from,
                                KeyWindow.KEYS));
    }

    /**
     * When anybody but us changed a document last. To be asked in the order of ids.
     *
     * @param updated what stands in the document now
     * @return empty where that is absent, or no date
     */
    public Optional<Instant> lastByOthers(Id id, Optional<Instant> updated) {
        if (!written.test(LedgerKey.of(id))) {
            return updated;
        }
        Optional<Instant> last = updated;
        Set<Instant> seen = new HashSet<>();
        Optional<Optional<BsonValue>> replaced = last.flatMap(at -> replaced(id, at));
        while (replaced.isPresent()) {
            if (!seen.add(last.orElseThrow())) {
                // The record goes in a circle and says nothing; absent counts as changed just now.
                return Optional.empty();
            }
            last =
                    replaced.get()
                            .filter(BsonValue::isDateTime)
                            .map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()));
            replaced = last.flatMap(at -> replaced(id, at));
        }
        return last;
    }

    /**
     * What a write of ours replaced; empty where none of ours set that time. Of several backups for
     * that time the last is of the very version that was replaced. Where somebody was faster, and
     * nothing of ours can have been written, they may have been so at the very time that ours was
     * to set.
     */
    private Optional<Optional<BsonValue>> replaced(Id id, Instant at) {
        return jdbc
                .query(
                        """
                        SELECT document FROM backup b
                        WHERE collection = ? AND document_key = ? AND updated_at = ?
                          AND NOT EXISTS (
                            SELECT 1 FROM write_result r
                            WHERE r.plan = b.plan AND r.entry = b.entry AND r.write_number = b.write_number
                              AND r.result = 'conflict' AND r.updated_at IS NULL)
                        ORDER BY seq DESC LIMIT 1
                        """,
                        (row, n) -> FieldValue.of(new RawBsonDocument(row.getBytes(1)), updatedAt),
                        collection,
                        LedgerKey.of(id),
                        at.atOffset(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }
}
