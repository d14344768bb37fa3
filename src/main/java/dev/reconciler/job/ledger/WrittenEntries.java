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
import java.util.function.Function;
import org.bson.RawBsonDocument;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What a plan's entries have written, a few at a time, for whoever takes it back. */
public final class WrittenEntries {
    private static final String SOME = " WHERE plan = ? AND entry BETWEEN ? AND ?";

    private final JdbcTemplate jdbc;
    private final String plan;

    WrittenEntries(JdbcTemplate jdbc, String plan) {
        this.jdbc = jdbc;
        this.plan = plan;
    }

    /**
     * What is on record of one entry.
     *
     * @param hadTurn whether it is known what became of its writes
     * @param applied by a write's number, what those that took effect set {@code updated_at} to
     * @param attempts by a write's number, every backup, oldest first
     */
    public record Written(
            boolean hadTurn, Map<Integer, Instant> applied, Map<Integer, List<Attempt>> attempts) {

        /** An entry of which nothing is on record. */
        static Written nothing() {
            return new Written(false, new HashMap<>(), new HashMap<>());
        }

        private Written afterItsTurn() {
            return new Written(true, applied, attempts);
        }
    }

    /**
     * A document as it was, before an attempt to write it.
     *
     * @param updatedAt what the write was to set {@code updated_at} to
     */
    public record Attempt(RawBsonDocument document, Instant updatedAt) {}

    /** The entries of those numbers. */
    public Function<Long, Written> between(long first, long last) {
        Map<Long, Written> entries = new HashMap<>();
        query(
                "SELECT entry, write_number, document, updated_at FROM backup"
                        + SOME
                        + " ORDER BY seq",
                first,
                last,
                row -> addAttempt(of(entries, row), row));
        query(
                "SELECT entry, write_number, updated_at FROM write_result"
                        + SOME
                        + " AND result = 'applied' ORDER BY seq",
                first,
                last,
                row -> of(entries, row).applied().put(row.getInt(2), time(row, 3)));
        query(
                "SELECT entry FROM entry_result" + SOME,
                first,
                last,
                row -> entries.put(row.getLong(1), of(entries, row).afterItsTurn()));
        return entry -> entries.getOrDefault(entry, Written.nothing());
    }

    private void query(String sql, long first, long last, RowCallbackHandler take) {
        jdbc.query(sql, take, plan, first, last);
    }

    private static Written of(Map<Long, Written> entries, ResultSet row) throws SQLException {
        return entries.computeIfAbsent(row.getLong(1), entry -> Written.nothing());
    }

    private static void addAttempt(Written entry, ResultSet row) throws SQLException {
        entry.attempts()
                .computeIfAbsent(row.getInt(2), write -> new ArrayList<>())
                .add(new Attempt(new RawBsonDocument(row.getBytes(3)), time(row, 4)));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Whether anything at all is on record. */
    public boolean isEmpty() {
        return last("backup").isEmpty();
    }

    /**
     * The end of the record: another one as soon as a backup or a result is added, changed or taken
     * away.
     */
    public String head() {
        return last("backup").orElse("nothing") + ' ' + last("write_result").orElse("nothing");
    }

    private Optional<String> last(String table) {
        return jdbc
                .query(
                        "SELECT chain FROM " + table + " WHERE plan = ? ORDER BY seq DESC LIMIT 1",
                        (row, n) -> row.getString(1),
                        plan)
                .stream()
                .findFirst();
    }
}
