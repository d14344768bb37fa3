package dev.reconciler.job.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Ledgers for tests of other packages. */
public final class Ledgers {
    private Ledgers() {}

    /** A ledger whose connections are the given ones. */
    public static Ledger open(LedgerAddress address, UnaryOperator<DataSource> through) {
        return Ledger.open(address, through);
    }

    /** A ledger as an earlier version left it, up to one of the files in {@code sql/}. */
    public static DataSource older(LedgerAddress address, String version) throws IOException {
        if (address.h2File().isPresent()) {
            Files.createDirectories(address.h2File().orElseThrow().getParent());
        }
        DataSource database =
                new DriverManagerDataSource(
                        address.jdbcUrl(),
                        address.username().orElse(""),
                        address.password().orElse(""));
        Schema.configure(database, address).target(version).load().migrate();
        return database;
    }

    /** The newest of those files that its tables were made by. */
    public static String version(DataSource database) {
        return JdbcClient.create(database)
                .sql(
                        "SELECT \"version\" FROM \"flyway_schema_history\" ORDER BY \"installed_rank\" DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    /** Whoever has a connection to the ledger loses it; a new one can be had. */
    public static void cut(Ledger ledger, LedgerAddress address) {
        String sql =
                address.h2File().isPresent()
                        ? "SHUTDOWN IMMEDIATELY"
                        : "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE pid <> pg_backend_pid() AND datname = current_database()";
        ledger.jdbc().sql(sql).query((row, n) -> 0).list();
    }

    /** A process that is gone: what it left locked may be taken. */
    public static Holder vanished() {
        Holder me = Holder.current();
        return new Holder(me.host(), Integer.MAX_VALUE, me.processStart(), me.since());
    }
}
