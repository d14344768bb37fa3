package dev.reconciler.job.ledger;

import dev.reconciler.model.Id;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonValue;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Times in {@code updated_at} that our own writes put there, and what they replaced (contract,
 * section 5, PUBLISH).
 */
public final class WrittenUpdates {
    /** H2 takes the index's order only where all of its columns are named. */
    static final String WRITTEN =
            "SELECT document_key FROM write_result WHERE collection = ? AND document_key >= ?"
                    + " ORDER BY collection, document_key, updated_at LIMIT ?";

    private final JdbcTemplate jdbc;
    private final String collection;
    private final Predicate<byte[]> written;

    WrittenUpdates(JdbcTemplate jdbc, String collection) {
        this.jdbc = jdbc;
        this.collection = collection;
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

    /** What a write of ours replaced; empty where none of ours set that time. */
    private Optional<Optional<BsonValue>> replaced(Id id, Instant at) {
        List<Optional<BsonValue>> rows =
                jdbc.query(
                        "SELECT replaced FROM write_result WHERE collection = ? AND document_key = ? AND updated_at = ? ORDER BY seq",
                        (row, n) -> Optional.ofNullable(row.getBytes(1)).map(JournalTable::value),
                        collection,
                        LedgerKey.of(id),
                        at.atOffset(ZoneOffset.UTC));
        return rows.stream().findFirst();
    }
}
