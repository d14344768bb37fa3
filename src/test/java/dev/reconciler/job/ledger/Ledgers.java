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

    /** A process that is gone: what it left locked may be taken. */
    public static Holder vanished() {
        Holder me = Holder.current();
        return new Holder(me.host(), Integer.MAX_VALUE, me.processStart(), me.since());
    }
}
