package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.Ledger;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.RawBsonDocument;

/**
 * What is on record of a plan's writes, but for when and in which run. Of a document that was
 * backed up twice before it was written, that is one backup.
 */
record JournalPicture(
        List<String> backups, List<String> results, List<String> entries, List<String> confirmed) {

    static JournalPicture of(Ledger ledger, String plan) {
        return new JournalPicture(
                rows(
                        ledger,
                        "SELECT DISTINCT entry, write_number, collection, document_key, document FROM backup WHERE plan = ? ORDER BY entry, write_number",
                        plan),
                rows(
                        ledger,
                        "SELECT entry, write_number, collection, document_key, result, why, replaced FROM write_result WHERE plan = ? ORDER BY entry, write_number, seq",
                        plan),
                rows(
                        ledger,
                        "SELECT entry, holds FROM entry_result WHERE plan = ? ORDER BY entry",
                        plan),
                rows(
                        ledger,
                        "SELECT entry, deploy_key, result FROM confirmation WHERE plan = ? ORDER BY entry",
                        plan));
    }

    /**
     * What was set as the time of the last change, by collection and id as the server tells them.
     */
    static Map<String, Instant> updates(Ledger ledger, String plan) {
        Map<String, Instant> updates = new TreeMap<>();
        ledger.jdbc()
                .sql(
                        "SELECT b.collection, b.document, r.updated_at FROM write_result r JOIN backup b ON b.plan = r.plan"
                                + " AND b.entry = r.entry AND b.write_number = r.write_number"
                                + " WHERE r.plan = ? AND r.result = 'applied'")
                .param(plan)
                .query(row -> {
                    updates.put(
                            row.getString(1)
                                    + " "
                                    + new RawBsonDocument(row.getBytes(2)).get("_id"),
                            row.getObject(3, OffsetDateTime.class).toInstant());
                });
        return updates;
    }

    /** The ids of all documents that are in the backup. */
    static List<String> backedUp(Ledger ledger, String plan) {
        return ledger.jdbc()
                .sql("SELECT document FROM backup WHERE plan = ?")
                .param(plan)
                .query((row, n) -> String.valueOf(new RawBsonDocument(row.getBytes(1)).get("_id")))
                .list();
    }

    void assertIs(JournalPicture expected, String told) {
        assertThat(results).as(told).containsExactlyElementsOf(expected.results);
        assertThat(backups).as(told).containsExactlyElementsOf(expected.backups);
        assertThat(entries).as(told).containsExactlyElementsOf(expected.entries);
        assertThat(confirmed).as(told).containsExactlyElementsOf(expected.confirmed);
    }

    private static List<String> rows(Ledger ledger, String sql, String plan) {
        return ledger.jdbc().sql(sql).param(plan).query((row, n) -> text(row)).list();
    }

    private static String text(ResultSet row) throws SQLException {
        List<String> texts = new ArrayList<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            boolean isBytes = value instanceof byte[] || value instanceof Blob;
            texts.add(isBytes ? HexFormat.of().formatHex(row.getBytes(i)) : String.valueOf(value));
        }
        return String.join(" ", texts);
    }
}
