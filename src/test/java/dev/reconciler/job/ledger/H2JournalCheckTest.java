package dev.reconciler.job.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2JournalCheckTest extends JournalCheckSuite {
    @TempDir Path home;

    @Override
    LedgerAddress fresh() {
        return LedgerAddress.inFolder(home.resolve("work"));
    }
}
