package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The ledger's tables, in versions: the files in {@code sql/}, and {@link OldRowsChained}. */
final class Schema {

    private Schema() {}

    /**
     * Brings the tables up to date. H2 ties a check constraint to the session that made it, and a
     * pool closes that session some time: then every write is refused until the file is opened
     * anew.
     */
    static void migrate(DataSource database, LedgerAddress address) {
        with(database, address, Flyway::migrate);
    }

    /** Whether the tables are not up to date. */
    static boolean isOlder(DataSource database, LedgerAddress address) {
        return with(database, address, flyway -> flyway.info().pending().length > 0);
    }

    private static <T> T with(
            DataSource database, LedgerAddress address, Function<Flyway, T> work) {
        try {
            Flyway flyway = configure(database, address).load();
            newest(flyway).ifPresent(version -> refuse(version, flyway, address));
            return work.apply(flyway);
        } catch (FlywayException e) {
            throw LedgerFault.unwritten(address, e).orElseGet(() -> strange(address, e));
        }
    }

    /** H2 keeps long bytes, such as documents of 16 MB, in a large object only. */
    static FluentConfiguration configure(DataSource database, LedgerAddress address) {
        String bytes = address.h2File().isPresent() ? "BINARY LARGE OBJECT" : "BYTEA";
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .javaMigrations(new OldRowsChained())
                .placeholders(Map.of("bytes", bytes));
    }

    private static Problem strange(LedgerAddress address, FlywayException error) {
        return new Problem(
                "the ledger's tables are not as this program made them",
                address.shown(),
                "let it have a database or a schema of its own: "
                        + String.valueOf(error.getMessage()).lines().findFirst().orElse(""),
                error);
    }

    /**
     * The newest version there that this program does not know. Flyway itself would go on in
     * silence.
     */
    private static Optional<MigrationInfo> newest(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .filter(migration ->
                        migration.getVersion() != null && !migration.getState().isResolved())
                .max(Comparator.comparing(MigrationInfo::getVersion));
    }

    private static void refuse(MigrationInfo newest, Flyway flyway, LedgerAddress address) {
        long known =
                Arrays.stream(flyway.info().all())
                        .filter(migration -> migration.getState().isResolved())
                        .count();
        throw new Problem(
                "a newer version of this program wrote the ledger",
                address.shown()
                        + ", schema version "
                        + newest.getVersion()
                        + "; this program knows "
                        + known,
                "use the newer version, or another ledger: ledger.url");
    }
}
