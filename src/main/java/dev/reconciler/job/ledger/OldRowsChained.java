package dev.reconciler.job.ledger;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Version 13 of the tables: rows that were there before {@code V12} get their digests, once. From
 * then on a row without one is no older row, but one that somebody has changed.
 */
final class OldRowsChained implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("13");
    }

    @Override
    public String getDescription() {
        return "old rows chained";
    }

    /** There is no file that could be another one than it was. */
    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
        for (GrowingTable table : List.of(Confirmations.table(jdbc), DecidedTrees.table(jdbc))) {
            table.chain();
            jdbc.execute("ALTER TABLE " + table.name() + " ALTER COLUMN chain SET NOT NULL");
        }
    }
}
