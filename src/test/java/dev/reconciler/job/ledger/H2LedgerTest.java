package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerTest extends LedgerSuite {
    @TempDir Path home;

    @Override
    LedgerAddress fresh() {
        return LedgerAddress.inFolder(home.resolve("work"));
    }

    @Test
    void whatever_the_url_says_a_commit_is_durable_and_sql_is_that_of_postgresql() {
        LedgerAddress address =
                new LedgerAddress(
                        "jdbc:h2:file:./work/ledger;write_delay=5",
                        Optional.empty(),
                        Optional.empty());

        assertThat(address.jdbcUrl())
                .startsWith(
                        "jdbc:h2:file:"
                                + Path.of("work/ledger").toAbsolutePath()
                                + ";write_delay=5;")
                .contains(";MODE=PostgreSQL")
                .contains(";DB_CLOSE_ON_EXIT=FALSE")
                .doesNotContain("WRITE_DELAY=0");
        assertThat(fresh().jdbcUrl()).contains(";WRITE_DELAY=0");
    }

    @Test
    void a_wrong_password_is_said_so_without_showing_it() {
        Ledger.open(fresh()).close();
        LedgerAddress wrong =
                new LedgerAddress(fresh().url(), Optional.of("eve"), Optional.of("guess"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(wrong))
                .withMessageContaining("refuses our user or password")
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("guess"));
    }

    @Test
    void a_file_that_is_no_database_is_said_so() throws IOException {
        Files.createDirectories(home.resolve("work"));
        Files.writeString(home.resolve("work/ledger.mv.db"), "not a database".repeat(1000));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(fresh()))
                .withMessageContaining("damaged");
    }

    @Test
    void a_folder_that_cannot_be_made_is_said_so() throws IOException {
        Files.writeString(home.resolve("work"), "a file");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(fresh()))
                .withMessageContaining("folder cannot be made");
    }

    @Test
    void an_address_is_shown_without_its_secrets() {
        LedgerAddress address =
                new LedgerAddress(
                        "jdbc:postgresql://ada:pa55@db/ledger?user=me&password=shhh&ssl=true",
                        Optional.empty(),
                        Optional.of("psst"));

        assertThat(address.toString())
                .isEqualTo("jdbc:postgresql://db/ledger?user=me&password=******&ssl=true");
    }
}
