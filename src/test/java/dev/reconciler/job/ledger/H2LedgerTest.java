package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

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

    /** The session that made the tables is one of the pool's, which closes it some time. */
    @Test
    void a_new_ledger_takes_writes_also_once_its_connections_are_others() throws SQLException {
        LedgerAddress address = fresh();
        try (Ledger ledger = Ledger.open(address);
                Connection keepsTheFileOpen =
                        DriverManager.getConnection(address.jdbcUrl(), "", "")) {
            ((HikariDataSource) ledger.dataSource()).getHikariPoolMXBean().softEvictConnections();

            assertThat(keepsTheFileOpen.isValid(1)).isTrue();
            assertThat(ledger.runs().begin(PLAN, "digest", Holder.current()).state())
                    .isEqualTo(RunState.RUNNING);
        }
    }

    @Test
    @Tag("slow")
    void a_first_start_that_is_killed_while_it_makes_the_tables_is_made_up_for_by_the_next()
            throws IOException, SQLException {
        boolean killed = true;
        for (int statements = 0; killed; statements++) {
            LedgerAddress address = LedgerAddress.inFolder(home.resolve("killed-" + statements));
            killed = isKilledAfter(statements, address);
            try (Ledger ledger = Ledger.open(address)) {
                ledger.runs().begin(PLAN, "digest", Holder.current());
                RunLock.take(ledger, Holder.current(), () -> {}).close();
            }
        }
    }

    /** Returns whether that many statements did not do. */
    private static boolean isKilledAfter(int statements, LedgerAddress address)
            throws IOException, SQLException {
        Files.createDirectories(address.h2File().orElseThrow().getParent());
        AtomicInteger left = new AtomicInteger(statements);
        DataSource database =
                proxy(
                        DataSource.class,
                        new DriverManagerDataSource(address.jdbcUrl(), "", ""),
                        left);
        try {
            Schema.migrate(database, address);
            return false;
        } catch (Killed e) {
            return true;
        } finally {
            try (Connection last = DriverManager.getConnection(address.jdbcUrl(), "", "")) {
                last.createStatement().execute("SHUTDOWN IMMEDIATELY");
            }
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** What it gives is watched, too; the statement after the last one kills. */
    private static <T> T proxy(Class<T> type, Object real, AtomicInteger left) {
        InvocationHandler watching =
                (proxy, method, arguments) -> {
                    boolean changes =
                            method.getName().startsWith("execute")
                                    && !method.getName().equals("executeQuery");
                    if (left.get() < 0 || changes && left.decrementAndGet() < 0) {
                        throw new Killed();
                    }
                    Object answer = call(real, method, arguments);
                    return switch (answer) {
                        case Connection connection -> proxy(Connection.class, connection, left);
                        case PreparedStatement statement ->
                                proxy(PreparedStatement.class, statement, left);
                        case Statement statement -> proxy(Statement.class, statement, left);
                        case null, default -> answer;
                    };
                };
        return type.cast(
                Proxy.newProxyInstance(
                        H2LedgerTest.class.getClassLoader(), new Class<?>[] {type}, watching));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void an_older_ledger_is_brought_up_to_date_in_a_copy_that_takes_its_place() throws IOException {
        LedgerAddress address = fresh();
        Ledgers.older(address, "6");
        Files.writeString(home.resolve("work/ledger.upgrade.mv.db"), "left by a kill");

        Ledger.open(address).close();

        assertThat(version(address)).isEqualTo(newest());
        try (Stream<Path> files = Files.list(home.resolve("work"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ledger.mv.db", "ledger.holder");
        }
        assertThat(Files.getPosixFilePermissions(home.resolve("work/ledger.mv.db")))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    private static String newest() {
        LedgerAddress memory =
                new LedgerAddress("jdbc:h2:mem:newest", Optional.empty(), Optional.empty());
        try (Ledger ledger = Ledger.open(memory)) {
            return Ledgers.version(ledger.dataSource());
        }
    }

    private static String version(LedgerAddress address) {
        return Ledgers.version(new DriverManagerDataSource(address.jdbcUrl(), "", ""));
    }

    @Test
    void where_the_copy_cannot_be_made_an_older_ledger_is_as_it_was() throws IOException {
        LedgerAddress address = fresh();
        Ledgers.older(address, "6");
        Path inTheWay = home.resolve("work/ledger.upgrade.mv.db/in-the-way");
        Files.createDirectories(inTheWay);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(address))
                .withMessageContaining("is of an older version and cannot be brought up to date")
                .withMessageContaining("it is as it was")
                .withMessageContaining("make room there for a copy of it (1 MB)");
        assertThat(version(address)).isEqualTo("6");

        Files.delete(inTheWay);
        Ledger.open(address).close();
        assertThat(version(address)).isEqualTo(newest());
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
