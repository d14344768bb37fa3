package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The ledger's tables, in versions: the files in {@code sql/}. */
final class Schema {

    private Schema() {}

    /** Brings the tables up to date; returns whether they were not. */
    static boolean migrate(DataSource database, LedgerAddress address) {
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(database)
                            .locations("classpath:db/migration")
                            // H2 keeps long bytes, such as documents of 16 MB, in a large object
                            // only.
                            .placeholders(
                                    Map.of(
                                            "bytes",
                                            address.h2File().isPresent()
                                                    ? "BINARY LARGE OBJECT"
                                                    : "BYTEA"))
                            .load();
            newest(flyway).ifPresent(version -> refuse(version, flyway, address));
            return flyway.migrate().migrationsExecuted > 0;
        } catch (FlywayException e) {
            throw LedgerFault.unwritten(address, e).orElseGet(() -> strange(address, e));
        }
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
