package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.job.ledger.JournalTable.Confirmed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** What the README says of rights on the ledger. */
    @Test
    void a_user_who_may_only_add_to_the_record_is_enough_and_cannot_change_it(@TempDir Path home)
            throws IOException {
        try (LedgerUser user = LedgerUser.of(server.orElseThrow().newSchema())) {
            addOnly(new LedgerAddress(user.url(), Optional.empty(), Optional.empty()), home);
        }
    }

    private static void addOnly(LedgerAddress address, Path home) {
        try (Ledger ledger = Ledger.open(address);
                RunLock lock = RunLock.take(ledger, Holder.current(), () -> {})) {
            var recorded = new RecordedPlan(ledger, home, 2);
            recorded.admit();
            recorded.apply(1);
            recorded.journal().confirm(List.of(new Confirmed(1, RecordedPlan.id(1), "CONFIRMED")));
            assertThat(recorded.verify().entries()).isOne();
            for (String change : List.of("UPDATE backup SET entry = 2", "DELETE FROM admission")) {
                assertThatThrownBy(() -> recorded.tamper(change))
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
    }
}
