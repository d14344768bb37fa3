package dev.reconciler.job.ledger;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far the steps of one run are. Spring Batch keeps such a position, too, but writes it once
 * more after a chunk that failed: then it says that the chunk was done, though its rows were taken
 * back.
 */
public final class PositionsTable {
    private final JdbcTemplate jdbc;
    private final long run;

    PositionsTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Keeps a position in the place of an earlier one of the same name. */
    public void keep(String name, String reached) {
        Object[] row = {reached, run, name};
        if (jdbc.update("UPDATE step_position SET reached = ? WHERE run = ? AND name = ?", row)
                == 0) {
            jdbc.update("INSERT INTO step_position (reached, run, name) VALUES (?, ?, ?)", row);
        }
    }

    /** The position; empty where none was kept yet. */
    public Optional<String> get(String name) {
        return jdbc
                .query(
                        "SELECT reached FROM step_position WHERE run = ? AND name = ?",
                        (row, n) -> row.getString(1),
                        run,
                        name)
                .stream()
                .findFirst();
    }
}
