package dev.reconciler.job;

import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a run is given besides its settings: a test that lets a run die in it hands in others.
 *
 * @param ledgers opens the ledger
 * @param process as which the run is on record
 */
record Surroundings(
        Function<LedgerAddress, Ledger> ledgers, Supplier<Holder> process, Chunks chunks) {
    static final Surroundings REAL =
            new Surroundings(Ledger::open, Holder::current, Chunks.DEFAULT);
}
