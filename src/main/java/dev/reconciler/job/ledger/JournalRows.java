package dev.reconciler.job.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * What is on record of some entries, by their numbers, but for the documents.
 *
 * @param turns entries that have had their turn, and whether all held
 * @param results in the order in which they were written
 * @param backups likewise
 */
record JournalRows(
        Map<Long, Boolean> turns, Map<Long, List<Row>> results, Map<Long, List<Row>> backups) {
    private static final String SOME = " WHERE plan = ? AND entry BETWEEN ? AND ? ORDER BY seq";

    /**
     * A result or a backup.
     *
     * @param write its number in the entry, from 0
     * @param result the word for it; empty of a backup
     * @param updatedAt what the write sets {@code updated_at} to; empty where none was made
     */
    record Row(
            long seq,
            int write,
            String collection,
            byte[] key,
            String result,
            Optional<Instant> updatedAt) {}

    static JournalRows of(JdbcTemplate jdbc, String plan, long first, long last) {
        Map<Long, Boolean> turns = new HashMap<>();
        Map<Long, List<Row>> results = new HashMap<>();
        Map<Long, List<Row>> backups = new HashMap<>();
        Object[] some = {plan, first, last};
        jdbc.query(
                "SELECT entry, holds FROM entry_result WHERE plan = ? AND entry BETWEEN ? AND ?",
                (RowCallbackHandler) row -> turns.put(row.getLong(1), row.getBoolean(2)),
                some);
        jdbc.query(
                "SELECT entry, seq, write_number, collection, document_key, result, updated_at FROM write_result"
                        + SOME,
                (RowCallbackHandler) row -> add(results, row),
                some);
        jdbc.query(
                "SELECT entry, seq, write_number, collection, document_key, '' AS result, updated_at FROM backup"
                        + SOME,
                (RowCallbackHandler) row -> add(backups, row),
                some);
        return new JournalRows(turns, results, backups);
    }

    private static void add(Map<Long, List<Row>> rows, ResultSet row) throws SQLException {
        rows.computeIfAbsent(row.getLong("entry"), entry -> new ArrayList<>())
                .add(
                        new Row(
                                row.getLong("seq"),
                                row.getInt("write_number"),
                                row.getString("collection"),
                                row.getBytes("document_key"),
                                row.getString("result"),
                                Optional.ofNullable(
                                                row.getObject("updated_at", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)));
    }
}
