package dev.reconciler.job.ledger;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one run counted, and what it has to name. */
public final class TallyTable {
    private static final int LONGEST = 1_000;

    private final JdbcTemplate jdbc;
    private final long run;

    TallyTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Keeps amounts in the place of earlier ones of the same names. */
    public void set(Map<String, Long> amounts) {
        amounts.forEach((name, amount) -> {
            int known =
                    jdbc.update(
                            "UPDATE tally SET amount = ? WHERE run = ? AND name = ?",
                            amount,
                            run,
                            name);
            if (known == 0) {
                jdbc.update(
                        "INSERT INTO tally (run, name, amount) VALUES (?, ?, ?)",
                        run,
                        name,
                        amount);
            }
        });
    }

    /** Everything that was counted, by name. */
    public Map<String, Long> all() {
        return jdbc
                .query(
                        "SELECT name, amount FROM tally WHERE run = ?",
                        (row, n) -> Map.entry(row.getString(1), row.getLong(2)),
                        run)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Names something; once, however often it is said. */
    public void remark(String kind, String text) {
        // PostgreSQL has no NUL in a text.
        String clean = text.replace('\0', '\uFFFD');
        String bounded = clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
        jdbc.update(
                "INSERT INTO remark (run, kind, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                run,
                kind,
                bounded);
    }

    /** What was named of a kind. */
    public List<String> remarks(String kind, int most) {
        return jdbc.query(
                "SELECT text FROM remark WHERE run = ? AND kind = ? ORDER BY text LIMIT ?",
                (row, n) -> row.getString(1),
                run,
                kind,
                most);
    }
}
