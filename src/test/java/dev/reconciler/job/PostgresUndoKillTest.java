package dev.reconciler.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresUndoKillTest extends UndoKillSuite {
    private Optional<PostgresServer> server = Optional.empty();

    @Override
    LedgerAddress fresh(Path folder) throws IOException, InterruptedException {
        server = PostgresServer.start();
        assumeTrue(server.isPresent(), "no PostgreSQL");
        return new LedgerAddress(
                server.orElseThrow().newSchema(), Optional.empty(), Optional.empty());
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
