package dev.reconciler.job.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJournalCheckTest extends JournalCheckSuite {
    private static Optional<PostgresServer> server = Optional.empty();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgresServer.start();
        assumeTrue(server.isPresent(), "no PostgreSQL");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Override
    LedgerAddress fresh() {
        return new LedgerAddress(
                server.orElseThrow().newSchema(), Optional.empty(), Optional.empty());
    }
}
