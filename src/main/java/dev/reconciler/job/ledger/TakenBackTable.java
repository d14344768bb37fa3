package dev.reconciler.job.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Which plans were taken back, and by which plan. */
public final class TakenBackTable {
    private final JdbcTemplate jdbc;

    private final TransactionTemplate alone;

    /**
     * @param alone begins a transaction of its own, whatever goes on
     */
    TakenBackTable(JdbcTemplate jdbc, TransactionTemplate alone) {
        this.jdbc = jdbc;
        this.alone = alone;
    }

    /**
     * Keeps that a plan takes another one back, for good: what is noted in that one's folder next
     * has to be here. @param run the one that made it; made again, it is the same
     */
    public void add(String plan, String by, long run) {
        alone.executeWithoutResult(status ->
                jdbc.update(
                        "INSERT INTO taken_back (plan, taken_back_by, run, made_at) SELECT ?, ?, ?, CURRENT_TIMESTAMP"
                                + " WHERE NOT EXISTS (SELECT 1 FROM taken_back WHERE plan = ? AND taken_back_by = ?)",
                        plan,
                        by,
                        run,
                        plan,
                        by));
    }

    /**
     * A plan that takes another one back.
     *
     * @param applied whether anything of it was written
     */
    public record By(String plan, boolean applied) {}

    /** The plans that take this one back, in the order in which they were made. */
    public List<By> by(String plan) {
        return jdbc.query(
                "SELECT taken_back_by, EXISTS (SELECT 1 FROM backup WHERE backup.plan = taken_back_by) AS applied"
                        + " FROM taken_back WHERE plan = ? ORDER BY run, made_at",
                (row, n) -> new By(row.getString("taken_back_by"), row.getBoolean("applied")),
                plan);
    }
}
