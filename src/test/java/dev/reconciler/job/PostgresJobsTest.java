package dev.reconciler.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.PostgresServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJobsTest extends JobsSuite {
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
    LedgerAddress ledger() {
        return new LedgerAddress(
                server.orElseThrow().newSchema(), Optional.empty(), Optional.empty());
    }
}
