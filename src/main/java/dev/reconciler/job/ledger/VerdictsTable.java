package dev.reconciler.job.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What one run decided, site by site. */
public final class VerdictsTable {
    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final long run;

    VerdictsTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /**
     * An entry of the plan to be.
     *
     * @param place in the order of application
     * @param targetKey of the deploy that it reverts to; empty for others
     * @param account as JSON; empty where there is none
     * @param line as in {@code plan.jsonl}
     * @param details JSON: what was seen, and which trees were tried
     * @param facts JSON: what reports tell about the deploy
     */
    public record EntryRow(
            byte[] deployKey,
            byte[] place,
            Optional<byte[]> targetKey,
            byte[] siteKey,
            byte[] accountKey,
            Optional<String> account,
            int tier,
            String line,
            String details,
            String facts) {}

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

    /** An account with an entry or a site that is down. */
    public record AccountRow(byte[] accountKey, Optional<String> account, int tier) {}

    /** Keeps what was decided about sites. */
    public void decided(List<SiteRow> sites, List<EntryRow> entries) {
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
        jdbc.batchUpdate(
                "INSERT INTO entry (run, deploy_key, place, target_key, site_key, account_key, account, tier, line, details,"
                        + " facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream().map(this::values).toList());
    }

    private @Nullable Object[] values(EntryRow e) {
        return new @Nullable Object[] {
            run,
            e.deployKey(),
            e.place(),
            e.targetKey().orElse(null),
            e.siteKey(),
            e.accountKey(),
            e.account().orElse(null),
            e.tier(),
            e.line(),
            e.details(),
            e.facts()
        };
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

    /** How many sites are decided upon. */
    public long sites() {
        Long count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM site_verdict WHERE run = ?", Long.class, run);
        return count == null ? 0 : count;
    }

    /**
     * Entries with a target that has an entry, too: their own keys, places, and the target's place.
     */
    public List<Moved> afterTargets() {
        return jdbc.query(
                "SELECT e.deploy_key, e.place, t.place FROM entry e JOIN entry t ON t.run = e.run AND t.deploy_key = e.target_key"
                        + " WHERE e.run = ?",
                (row, n) -> new Moved(row.getBytes(1), row.getBytes(2), row.getBytes(3)),
                run);
    }

    /** An entry and the place of its target. */
    public record Moved(byte[] deployKey, byte[] place, byte[] targetPlace) {}

    /** Puts an entry into another place. */
    public void move(byte[] deployKey, byte[] place) {
        jdbc.update(
                "UPDATE entry SET place = ? WHERE run = ? AND deploy_key = ?",
                place,
                run,
                deployKey);
    }

    /** Every entry in the order of application, one in memory at a time. */
    public void eachEntry(Consumer<EntryRow> take) {
        each("SELECT * FROM entry WHERE run = ? ORDER BY place", ENTRY, take);
    }

    /** The entries of an account, by site, in the order of application. */
    public List<EntryRow> entriesOf(int tier, byte[] accountKey) {
        return jdbc.query(
                "SELECT * FROM entry WHERE run = ? AND tier = ? AND account_key = ? ORDER BY site_key, place",
                ENTRY,
                run,
                tier,
                accountKey);
    }

    /** How many entries there are. */
    public long entries() {
        Long count =
                jdbc.queryForObject("SELECT COUNT(*) FROM entry WHERE run = ?", Long.class, run);
        return count == null ? 0 : count;
    }

    /** The sites of an account that are down. */
    public List<SiteRow> downOf(int tier, byte[] accountKey) {
        return jdbc.query(
                "SELECT * FROM site_verdict WHERE run = ? AND tier = ? AND account_key = ? AND down IS NOT NULL ORDER BY site_key",
                SITE,
                run,
                tier,
                accountKey);
    }

    /** How many sites of a tier are down. */
    public List<long[]> downByTier() {
        return jdbc.query(
                "SELECT tier, COUNT(*) FROM site_verdict WHERE run = ? AND down IS NOT NULL GROUP BY tier ORDER BY tier",
                (row, n) -> new long[] {row.getInt(1), row.getLong(2)},
                run);
    }

    /** Accounts with an entry or a site that is down, highest tier first. */
    public List<AccountRow> accounts(Optional<AccountRow> after, int most) {
        String where = after.isPresent() ? " AND (tier > ? OR (tier = ? AND account_key > ?))" : "";
        Object[] position =
                after.map(a -> new Object[] {a.tier(), a.tier(), a.accountKey()})
                        .orElse(new Object[0]);
        Object[] all = new Object[3 + 2 * position.length];
        all[0] = run;
        System.arraycopy(position, 0, all, 1, position.length);
        all[1 + position.length] = run;
        System.arraycopy(position, 0, all, 2 + position.length, position.length);
        all[2 + 2 * position.length] = most;
        return jdbc.query(
                "SELECT tier, account_key, MAX(account) FROM ("
                        + "SELECT tier, account_key, account FROM entry WHERE run = ?"
                        + where
                        + " UNION ALL SELECT tier, account_key, account FROM site_verdict WHERE run = ?"
                        + where
                        + " AND down IS NOT NULL) a GROUP BY tier, account_key ORDER BY tier, account_key LIMIT ?",
                (row, n) ->
                        new AccountRow(
                                row.getBytes(2),
                                Optional.ofNullable(row.getString(3)),
                                row.getInt(1)),
                all);
    }

    private static final RowMapper<EntryRow> ENTRY =
            (row, n) ->
                    new EntryRow(
                            row.getBytes("deploy_key"),
                            row.getBytes("place"),
                            Optional.ofNullable(row.getBytes("target_key")),
                            row.getBytes("site_key"),
                            row.getBytes("account_key"),
                            Optional.ofNullable(row.getString("account")),
                            row.getInt("tier"),
                            row.getString("line"),
                            row.getString("details"),
                            row.getString("facts"));

    private static final RowMapper<SiteRow> SITE =
            (row, n) ->
                    new SiteRow(
                            row.getBytes("site_key"),
                            Optional.ofNullable(row.getString("site")),
                            row.getBytes("account_key"),
                            Optional.ofNullable(row.getString("account")),
                            row.getInt("tier"),
                            Optional.ofNullable(row.getString("down")));

    private <T> void each(String sql, RowMapper<T> mapper, Consumer<T> take) {
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(sql);
                    statement.setFetchSize(FETCH);
                    statement.setLong(1, run);
                    return statement;
                },
                (org.springframework.jdbc.core.RowCallbackHandler)
                        row -> {
                            T value = mapper.mapRow(row, 0);
                            if (value != null) {
                                take.accept(value);
                            }
                        });
    }
}
