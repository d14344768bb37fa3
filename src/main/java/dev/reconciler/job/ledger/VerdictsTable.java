package dev.reconciler.job.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which sites one run has decided upon. */
public final class VerdictsTable {
    /** H2 takes the index's order only where all of its columns are named. */
    static final String DECIDED =
            "SELECT site_key FROM site_verdict WHERE run = ? AND site_key >= ? ORDER BY run, site_key LIMIT ?";

    private final JdbcTemplate jdbc;
    private final long run;

    VerdictsTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /**
     * A site that is decided upon.
     *
     * @param site as JSON; likewise {@code account}
     * @param down why it is down once the plan is applied; empty where it is not
     */
    public record SiteRow(
            byte[] siteKey,
            Optional<String> site,
            byte[] accountKey,
            Optional<String> account,
            int tier,
            Optional<String> down) {}

    /** Keeps sites that are decided upon. */
    public void decided(List<SiteRow> sites) {
        jdbc.batchUpdate(
                "INSERT INTO site_verdict (run, site_key, site, account_key, account, tier, down) VALUES (?, ?, ?, ?, ?, ?, ?)",
                sites.stream()
                        .map(s ->
                                new Object[] {
                                    run,
                                    s.siteKey(),
                                    s.site().orElse(null),
                                    s.accountKey(),
                                    s.account().orElse(null),
                                    s.tier(),
                                    s.down().orElse(null)
                                })
                        .toList());
    }

    /** Whether a site was decided upon before now, by its key; to be asked in their order. */
    public Predicate<byte[]> decided() {
        return new KeyWindow(from ->
                jdbc.query(DECIDED, (row, n) -> row.getBytes(1), run, from, KeyWindow.KEYS));
    }

    /** Every site that is down, in no particular order. */
    public void eachDown(Consumer<SiteRow> take) {
        jdbc.query(
                "SELECT site_key, site, account_key, account, tier, down FROM site_verdict WHERE run = ? AND down IS NOT NULL",
                row -> {
                    take.accept(
                            new SiteRow(
                                    row.getBytes("site_key"),
                                    Optional.ofNullable(row.getString("site")),
                                    row.getBytes("account_key"),
                                    Optional.ofNullable(row.getString("account")),
                                    row.getInt("tier"),
                                    Optional.ofNullable(row.getString("down"))));
                },
                run);
    }
}
