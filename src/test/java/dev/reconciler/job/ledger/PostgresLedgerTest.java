package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same migrations and the same SQL on PostgreSQL. */
class PostgresLedgerTest extends LedgerSuite {
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
        return address(server.orElseThrow().newSchema());
    }

    private static LedgerAddress address(String url) {
        return new LedgerAddress(url, Optional.empty(), Optional.empty());
    }

    @Test
    void a_server_that_does_not_answer_is_said_so() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(
                        () -> Ledger.open(address("jdbc:postgresql://127.0.0.1:1/ledger?user=me")))
                .withMessageContaining("the ledger cannot be reached");
    }

    @Test
    void a_database_that_is_not_there_is_said_so() {
        String url = fresh().url().replaceFirst("/[a-z]+\\?", "/nowhere?");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(address(url)))
                .withMessageContaining("does not exist");
    }

    @Test
    void a_wrong_password_is_said_so_without_showing_it() {
        String url = fresh().url();
        assumeTrue(url.contains("password="), "the server of this run asks for no password");
        String wrong = url.replaceFirst("password=[^&]*", "password=guess");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(address(wrong)))
                .withMessageContaining("refuses our user or password")
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("guess"));
    }
}
