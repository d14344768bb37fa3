package dev.reconciler.job.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which sites one run has decided upon. */
public final class VerdictsTable {
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

    /** Whether a site is decided upon. */
    public boolean isDecided(byte[] siteKey) {
        Long count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM site_verdict WHERE run = ? AND site_key = ?",
                        Long.class,
                        run,
                        siteKey);
        return count != null && count > 0;
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
