package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run at a time on a ledger. The lock is a row that its holder touches every few seconds; one
 * whose process has ended, or that has not been touched for a minute by the database's clock, is
 * free.
 */
public final class RunLock implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration GONE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final Holder holder;
    private final ScheduledExecutorService heart;
    private final Runnable lost;

    private RunLock(JdbcClient jdbc, Holder holder, Runnable lost) {
        this.jdbc = jdbc;
        this.holder = holder;
        this.lost = lost;
        this.heart =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("run-lock").factory());
    }

    /**
     * Takes the lock for this process.
     *
     * @param lost is run, perhaps more than once, when another process has taken the lock from us:
     *     the run has to stop
     * @throws Problem when another process has it, naming the process
     */
    public static RunLock take(Ledger ledger, Holder holder, Runnable lost) {
        RunLock lock = new RunLock(ledger.jdbc(), holder, lost);
        TransactionTemplate transaction = new TransactionTemplate(ledger.transactions());
        transaction.executeWithoutResult(status -> lock.take());
        lock.heart.scheduleAtFixedRate(
                lock::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        return lock;
    }

    private void take() {
        Optional<Held> held =
                jdbc.sql(
                                "SELECT *, beaten_at < CURRENT_TIMESTAMP - INTERVAL '"
                                        + GONE.toSeconds()
                                        + "' SECOND AS silent FROM run_lock WHERE id = 1 AND process IS NOT NULL FOR UPDATE")
                        .query(Held::of)
                        .optional();
        held.filter(other -> !other.isFree()).ifPresent(RunLock::refuse);
        jdbc.sql(
                        "UPDATE run_lock SET host = ?, process = ?, process_started_at = ?, taken_at = CURRENT_TIMESTAMP,"
                                + " beaten_at = CURRENT_TIMESTAMP WHERE id = 1")
                .params(holder.host(), holder.process(), time(holder.processStart()))
                .update();
    }

    private static void refuse(Held held) {
        throw new Problem(
                "another run is going on on this ledger",
                held.holder().shown(),
                "wait until it has finished (reconciler status there), or stop it; it stops after the work in hand");
    }

    /** Whoever holds the lock, as the row says. */
    private record Held(Holder holder, boolean silent) {

        static Held of(ResultSet row, int number) throws SQLException {
            Holder holder =
                    new Holder(
                            row.getString("host"),
                            row.getLong("process"),
                            row.getObject("process_started_at", OffsetDateTime.class).toInstant(),
                            row.getObject("taken_at", OffsetDateTime.class).toInstant());
            return new Held(holder, row.getBoolean("silent"));
        }

        boolean isFree() {
            return silent || holder.hasEnded();
        }
    }

    /** Touches the row, and notices when it is not ours any more. */
    void beat() {
        try {
            int rows =
                    jdbc.sql("UPDATE run_lock SET beaten_at = CURRENT_TIMESTAMP WHERE " + OURS)
                            .params(ours())
                            .update();
            if (rows == 0) {
                lost.run();
            }
        } catch (DataAccessException | TransactionException e) {
            // The database did not answer. The next chunk will say so, if it stays away; the next
            // beat tries again.
            return;
        }
    }

    private static final String OURS =
            "id = 1 AND host = ? AND process = ? AND process_started_at = ?";

    private Object[] ours() {
        return new Object[] {holder.host(), holder.process(), time(holder.processStart())};
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** Gives the lock back. Where the database does not answer, it frees itself after a minute. */
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            jdbc.sql(
                            "UPDATE run_lock SET host = NULL, process = NULL, process_started_at = NULL, taken_at = NULL,"
                                    + " beaten_at = NULL WHERE "
                                    + OURS)
                    .params(ours())
                    .update();
        } catch (DataAccessException | TransactionException e) {
            return;
        }
    }
}
