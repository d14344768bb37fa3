package dev.reconciler.job.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open ledger: what outlives a chunk, a process and a plan. Spring Batch's job repository is in
 * the same database, so that a chunk and its position are one commit.
 */
public final class Ledger implements AutoCloseable {
    /** Enough for the steps' partitions and the heartbeat. */
    private static final int CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final DataSource connections;
    private final boolean isFile;
    private final JdbcTransactionManager transactions;
    private final Runs runs;

    private Ledger(HikariDataSource pool, DataSource connections, boolean isFile) {
        this.pool = pool;
        this.connections = connections;
        this.isFile = isFile;
        this.transactions = new JdbcTransactionManager(connections);
        this.runs = new Runs(JdbcClient.create(connections), transactions);
    }

    /**
     * Opens the ledger, creates it where it is not there, and brings its schema up to date.
     *
     * @throws Problem when another process has it, it cannot be reached, it refuses us, or a newer
     *     version wrote it
     */
    public static Ledger open(LedgerAddress address) {
        return open(address, UnaryOperator.identity());
    }

    /** With connections that a test may make fail once the tables are there. */
    static Ledger open(LedgerAddress address, UnaryOperator<DataSource> through) {
        LedgerFile.make(address);
        HikariDataSource pool = connect(address);
        try {
            if (address.h2File().isEmpty()) {
                Schema.migrate(pool, address);
            } else if (Schema.isOlder(pool, address)) {
                pool.close();
                LedgerFile.upgrade(address);
                pool = connect(address);
            }
            address.h2File().ifPresent(file -> sayWhoHasIt(file, address));
            return new Ledger(pool, through.apply(pool), address.h2File().isPresent());
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    static HikariDataSource connect(LedgerAddress address) {
        address.databaseFile().ifPresent(file -> createFile(file, address));
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(address.jdbcUrl());
        address.username().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        if (!address.isH2()) {
            // A backup is on the disk before anything is written over, whatever the server's own
            // way.
            config.setConnectionInitSql(
                    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw LedgerFault.of(address, e);
        }
    }

    private static void createFile(Path file, LedgerAddress address) {
        try {
            OwnerOnly.folderOf(file);
            createEmpty(file);
        } catch (IOException e) {
            throw new Problem(
                    "the ledger's folder cannot be made",
                    file.toString(),
                    "let us write there, or set ledger.url: " + address.shown(),
                    e);
        }
    }

    /** H2 takes an empty file for a new database; one that it makes itself others can read. */
    private static void createEmpty(Path file) throws IOException {
        try {
            OwnerOnly.file(file);
        } catch (FileAlreadyExistsException e) {
            // As at every start but the first.
            return;
        }
    }

    private static void sayWhoHasIt(Path file, LedgerAddress address) {
        try {
            HolderFile.write(holderFile(file), Holder.current());
        } catch (IOException e) {
            throw new Problem(
                    "the ledger's folder cannot be written",
                    address.shown(),
                    "make room, or let us write there",
                    e);
        }
    }

    /** Beside the database file: who has it. */
    static Path holderFile(Path h2File) {
        return h2File.resolveSibling(h2File.getFileName() + ".holder");
    }

    /** Who has an H2 ledger, as far as the file beside it says. */
    static Optional<Holder> holder(LedgerAddress address) {
        return address.h2File().map(Ledger::holderFile).flatMap(HolderFile::read);
    }

    /** Connections, pooled. */
    public DataSource dataSource() {
        return connections;
    }

    /** SQL. */
    public JdbcClient jdbc() {
        return JdbcClient.create(connections);
    }

    /** The transactions of chunks. */
    public PlatformTransactionManager transactions() {
        return transactions;
    }

    /** What a run decided. */
    public VerdictsTable verdicts(long run) {
        return new VerdictsTable(new JdbcTemplate(connections), run);
    }

    /** What a run counted. */
    public TallyTable tally(long run) {
        return new TallyTable(new JdbcTemplate(connections), run);
    }

    /** How far the steps of a run are. */
    public PositionsTable positions(long run) {
        return new PositionsTable(new JdbcTemplate(connections), run);
    }

    /** The writes of a plan. */
    public JournalTable journal(long run, String plan) {
        return journal(run, plan, Clock.systemUTC());
    }

    /** With another clock. */
    public JournalTable journal(long run, String plan, Clock clock) {
        return new JournalTable(
                new JdbcTemplate(connections), alone(), this::sync, run, plan, clock);
    }

    /**
     * Has on the disk what was committed. H2 leaves that to the operating system, so that a commit
     * outlives the process, but not a power cut; PostgreSQL does it at each commit.
     */
    private void sync() {
        if (isFile) {
            jdbc().sql("CHECKPOINT SYNC").update();
        }
    }

    /** Begins a transaction of its own, whatever goes on. */
    private TransactionTemplate alone() {
        TransactionTemplate alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return alone;
    }

    /** What a plan's entries have written. */
    public WrittenEntries written(String plan) {
        return new WrittenEntries(new JdbcTemplate(connections), plan);
    }

    /** Which plans were taken back. */
    public TakenBackTable takenBack() {
        return new TakenBackTable(new JdbcTemplate(connections), alone());
    }

    /**
     * What our writes put into {@code updated_at} of a collection's documents.
     *
     * @param updatedAt what the platform calls that field
     */
    public WrittenUpdates writtenUpdates(String collection, String updatedAt) {
        return new WrittenUpdates(new JdbcTemplate(connections), collection, updatedAt);
    }

    /** Trees that people named. */
    public DecidedTrees decidedTrees() {
        return new DecidedTrees(new JdbcTemplate(connections));
    }

    /** The records of runs. */
    public Runs runs() {
        return runs;
    }

    /** What a run found out about the store. */
    public ObjectsTable objects(long run) {
        return new ObjectsTable(new JdbcTemplate(connections), run);
    }

    /** What a run has yet to find out about the store. */
    public ObjectsWork objectsWork(long run) {
        return new ObjectsWork(new JdbcTemplate(connections), run);
    }

    @Override
    public void close() {
        pool.close();
    }
}
