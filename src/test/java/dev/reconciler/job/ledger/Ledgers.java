package dev.reconciler.job.ledger;

import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Ledgers for tests of other packages. */
public final class Ledgers {
    private Ledgers() {}

    /** A ledger whose connections are the given ones. */
    public static Ledger open(LedgerAddress address, UnaryOperator<DataSource> through) {
        return Ledger.open(address, through);
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
