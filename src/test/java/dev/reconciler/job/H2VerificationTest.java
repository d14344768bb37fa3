package dev.reconciler.job;

import dev.reconciler.job.ledger.LedgerAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2VerificationTest extends VerificationSuite {
    @TempDir Path home;

    @Override
    LedgerAddress fresh() {
        return LedgerAddress.inFolder(home.resolve("work"));
    }
}
