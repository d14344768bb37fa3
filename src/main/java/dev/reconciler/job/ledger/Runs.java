package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of runs, and of what their sources looked like. */
public final class Runs {
    private static final int MESSAGE = 4_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate ownTransaction;

    Runs(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A new run, begun by this process, with nothing to be done before. */
    public RunRecord begin(RunRecord.Asked asked, String configuration, Holder holder) {
        return begin(asked, configuration, holder, run -> {});
    }

    /**
     * A new run, begun by this process.
     *
     * @param prepare is done before the run is on record: where that fails, or the process ends in
     *     it, there is no such run
     */
    public RunRecord begin(
            RunRecord.Asked asked,
            String configuration,
            Holder holder,
            Consumer<RunRecord> prepare) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    RunRecord run = insert(asked, configuration, holder);
                    prepare.accept(run);
                    return run;
                }));
    }

    private RunRecord insert(RunRecord.Asked asked, String configuration, Holder holder) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        "INSERT INTO run (job, plan, options, configuration, host, process, started_at, state, exit_bits)"
                                + " VALUES (?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP, 'running', 0)")
                .param(asked.job())
                .param(asked.plan().orElse(null))
                .param(asked.options())
                .param(configuration)
                .param(holder.host())
                .param(holder.process())
                .update(key, "id");
        return get(Objects.requireNonNull(key.getKeyAs(Long.class)));
    }

    /**
     * The same run goes on in another process.
     *
     * @param options may be said anew
     */
    public RunRecord goOn(long run, String options, Holder holder) {
        jdbc.sql(
                        "UPDATE run SET state = 'running', options = ?, host = ?,"
                                + " process = ?, ended_at = NULL, message = NULL WHERE id = ?")
                .param(options)
                .param(holder.host())
                .param(holder.process())
                .param(run)
                .update();
        return get(run);
    }

    /** Takes back all that was added to the exit status: the run finds it out again. */
    public void forgetExit(long run) {
        jdbc.sql("UPDATE run SET exit_bits = 0 WHERE id = ?").param(run).update();
    }

    /**
     * Adds a bit to the run's exit status, at once: it stands also where the chunk that found it
     * fails. Without a lock that the rows of that chunk, which refer to the run, would keep
     * waiting.
     */
    public void addExit(long run, int bit) {
        ownTransaction.executeWithoutResult(status ->
                jdbc.sql(
                                "UPDATE run SET exit_bits = exit_bits + ? WHERE id = ? AND MOD(exit_bits / ?, 2) = 0")
                        .params(bit, run, bit)
                        .update());
    }

    /** The run has made this plan. */
    public void planned(long run, String plan) {
        jdbc.sql("UPDATE run SET plan = ? WHERE id = ?").params(plan, run).update();
    }

    /** The run's process is done with it. */
    public void end(long run, RunState state, Optional<String> message) {
        jdbc.sql("UPDATE run SET state = ?, message = ?, ended_at = CURRENT_TIMESTAMP WHERE id = ?")
                .param(text(state))
                .param(message.map(Runs::cut).orElse(null))
                .param(run)
                .update();
    }

    private static String cut(String message) {
        return message.substring(0, Math.min(MESSAGE, message.length()));
    }

    /** The run of that number. */
    public RunRecord get(long run) {
        return jdbc.sql("SELECT * FROM run WHERE id = ?").param(run).query(Runs::record).single();
    }

    /** Runs that can go on, newest first. */
    public List<RunRecord> open() {
        return jdbc.sql(
                        "SELECT * FROM run WHERE state IN ('running', 'stopped', 'failed') ORDER BY id DESC")
                .query(Runs::record)
                .list();
    }

    /** The newest run of a job on a plan. */
    public Optional<RunRecord> newest(String job, String plan) {
        return jdbc.sql("SELECT * FROM run WHERE job = ? AND plan = ? ORDER BY id DESC LIMIT 1")
                .params(job, plan)
                .query(Runs::record)
                .optional();
    }

    /**
     * Remembers what the sources look like when a run first reads them, and holds later reads of
     * the same run to it.
     *
     * @param fingerprints by the source's name for people
     * @throws Problem when a source is not what it was
     */
    public void sameSources(long run, Map<String, String> fingerprints) {
        transaction.executeWithoutResult(status -> {
            Map<String, String> before = sources(run);
            if (before.isEmpty()) {
                fingerprints.forEach((source, fingerprint) ->
                        jdbc.sql(
                                        "INSERT INTO run_source (run, source, fingerprint) VALUES (?, ?, ?)")
                                .params(run, source, fingerprint)
                                .update());
            } else if (!before.equals(fingerprints)) {
                throw changed(run, before, fingerprints);
            }
        });
    }

    private Map<String, String> sources(long run) {
        Map<String, String> sources = new TreeMap<>();
        jdbc.sql("SELECT source, fingerprint FROM run_source WHERE run = ?")
                .param(run)
                .query(row -> {
                    sources.put(row.getString("source"), row.getString("fingerprint"));
                });
        return sources;
    }

    private static Problem changed(long run, Map<String, String> before, Map<String, String> now) {
        Map<String, String> differing = new TreeMap<>(before);
        differing.putAll(now);
        differing
                .keySet()
                .removeIf(source ->
                        before.containsKey(source) && before.get(source).equals(now.get(source)));
        return new Problem(
                "a source has changed since the run began",
                "run " + run + ": " + String.join(", ", differing.keySet()),
                "its results would be of two states. Start anew, by the command that began it");
    }

    private static RunRecord record(ResultSet row, int number) throws SQLException {
        return new RunRecord(
                row.getLong("id"),
                asked(row),
                row.getString("configuration"),
                row.getString("host"),
                row.getLong("process"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                RunState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("exit_bits"),
                text(row, "message"));
    }

    private static RunRecord.Asked asked(ResultSet row) throws SQLException {
        return new RunRecord.Asked(
                row.getString("job"), text(row, "plan"), row.getString("options"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static String text(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
