package dev.reconciler.job.ledger;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which plans were taken back, and by which plan. */
public final class TakenBackTable {
    private final JdbcTemplate jdbc;

    TakenBackTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps that a plan takes another one back. @param run the one that made it; made again, it is
     * the same
     */
    public void add(String plan, String by, long run) {
        jdbc.update(
                "INSERT INTO taken_back (plan, taken_back_by, run, made_at) SELECT ?, ?, ?, CURRENT_TIMESTAMP"
                        + " WHERE NOT EXISTS (SELECT 1 FROM taken_back WHERE plan = ? AND taken_back_by = ?)",
                plan,
                by,
                run,
                plan,
                by);
    }

    /** The newest plan that takes this one back; empty where none does. */
    public Optional<String> by(String plan) {
        return jdbc
                .query(
                        "SELECT taken_back_by FROM taken_back WHERE plan = ? ORDER BY run DESC",
                        (row, n) -> row.getString(1),
                        plan)
                .stream()
                .findFirst();
    }
}
