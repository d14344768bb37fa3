package dev.reconciler.job;

import dev.reconciler.job.ledger.LedgerAddress;

class H2JobsTest extends JobsSuite {

    @Override
    LedgerAddress ledger() {
        return LedgerAddress.inFolder(home.resolve("work"));
    }
}
