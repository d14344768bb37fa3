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
    void a_user_who_may_only_add_to_the_record_is_enough_and_cannot_change_it(@TempDir Path home) {
        LedgerAddress owner = fresh();
        String user = "writer_" + owner.url().replaceFirst(".*currentSchema=", "");
        try (Ledger made = Ledger.open(owner)) {
            grant(made, user);
            addOnly(as(user, owner), home);
            run(made, "DROP OWNED BY " + user, "DROP ROLE " + user);
        }
    }

    private static void grant(Ledger ledger, String user) {
        String schema = user.replace("writer_", "");
        run(
                ledger,
                "CREATE ROLE " + user + " LOGIN PASSWORD 'of-a-test'",
                "GRANT USAGE ON SCHEMA " + schema + " TO " + user,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "
                        + schema
                        + " TO "
                        + user,
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + user,
                "REVOKE UPDATE, DELETE ON backup, write_result, entry_result, confirmation, admission FROM "
                        + user,
                "REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM " + user);
    }

    private static void run(Ledger ledger, String... statements) {
        for (String statement : statements) {
            ledger.jdbc().sql(statement).update();
        }
    }

    private static LedgerAddress as(String user, LedgerAddress owner) {
        String url = owner.url().replaceAll("(?<=[?&])(user|password)=[^&]*&?", "");
        return new LedgerAddress(url, Optional.of(user), Optional.of("of-a-test"));
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
