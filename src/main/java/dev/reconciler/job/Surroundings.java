package dev.reconciler.job;

import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a run is given besides its settings: a test that lets a run die in it hands in others.
 *
 * @param ledgers opens the ledger
 * @param process as which the run is on record
 * @param clock by which documents of the platform are written
 */
record Surroundings(
        Function<LedgerAddress, Ledger> ledgers,
        Supplier<Holder> process,
        Chunks chunks,
        Clock clock) {
    static final Surroundings REAL =
            new Surroundings(Ledger::open, Holder::current, Chunks.DEFAULT, Clock.systemUTC());
}
