package dev.reconciler.job.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The findings of one run. */
public final class FindingsTable {
    private final JdbcTemplate jdbc;
    private final long run;

    FindingsTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /**
     * A finding.
     *
     * @param deployKey of the deploy; likewise {@code siteKey} of the site that it belongs to as
     *     the plan leaves it
     * @param content as it was encoded
     */
    public record Row(byte[] deployKey, byte[] siteKey, byte[] content) {}

    /** Adds findings; a chunk that is repeated adds nothing. */
    public void add(List<Row> rows) {
        jdbc.batchUpdate(
                "INSERT INTO finding (run, deploy_key, site_key, content, rechecked) VALUES (?, ?, ?, ?, FALSE)"
                        + " ON CONFLICT DO NOTHING",
                rows.stream()
                        .map(row ->
                                new Object[] {run, row.deployKey(), row.siteKey(), row.content()})
                        .toList());
    }

    /** Findings that have not been rechecked, after a key, in the order of keys. */
    public List<Row> toRecheck(byte[] after, int most) {
        return jdbc.query(
                "SELECT deploy_key, site_key, content FROM finding WHERE run = ? AND NOT rechecked AND deploy_key > ?"
                        + " ORDER BY deploy_key LIMIT ?",
                (row, n) -> new Row(row.getBytes(1), row.getBytes(2), row.getBytes(3)),
                run,
                after,
                most);
    }

    /** Notes that findings still hold. */
    public void hold(List<byte[]> deployKeys) {
        jdbc.batchUpdate(
                "UPDATE finding SET rechecked = TRUE WHERE run = ? AND deploy_key = ?",
                keys(deployKeys));
    }

    /** Replaces what is known of deploys that changed meanwhile. */
    public void replace(List<Row> rows) {
        jdbc.batchUpdate(
                "UPDATE finding SET content = ?, rechecked = TRUE WHERE run = ? AND deploy_key = ?",
                rows.stream()
                        .map(row -> new Object[] {row.content(), run, row.deployKey()})
                        .toList());
    }

    /** Takes findings back. */
    public void withdraw(List<byte[]> deployKeys) {
        jdbc.batchUpdate("DELETE FROM finding WHERE run = ? AND deploy_key = ?", keys(deployKeys));
    }

    /** All findings of a site. */
    public List<byte[]> ofSite(byte[] siteKey) {
        return jdbc.query(
                "SELECT content FROM finding WHERE run = ? AND site_key = ?",
                (row, n) -> row.getBytes(1),
                run,
                siteKey);
    }

    /** How many there are. */
    public long count() {
        Long count =
                jdbc.queryForObject("SELECT COUNT(*) FROM finding WHERE run = ?", Long.class, run);
        return count == null ? 0 : count;
    }

    private List<Object[]> keys(List<byte[]> deployKeys) {
        return deployKeys.stream().map(key -> new Object[] {run, key}).toList();
    }
}
