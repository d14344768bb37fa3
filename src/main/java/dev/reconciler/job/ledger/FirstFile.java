package dev.reconciler.job.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the file of an H2 ledger. H2 commits each change of a table by itself, and not every one
 * that was cut off in the middle, by a full disk or a signal, can be made up for. So the tables are
 * made in a draft, which takes the file's place once all of them are there.
 */
final class FirstFile {
    private static final String DRAFT = ".draft";

    private FirstFile() {}

    /** Where there is none yet. */
    static void make(LedgerAddress address) {
        Optional<Path> place = address.databaseFile().filter(file -> !Files.exists(file));
        if (place.isPresent()) {
            LedgerAddress draft = address.beside(DRAFT);
            try {
                make(draft, draft.databaseFile().orElseThrow(), place.get());
            } catch (IOException e) {
                throw new Problem(
                        "the ledger's folder cannot be written",
                        address.shown(),
                        "make room, or let us write there",
                        e);
            }
        }
    }

    /** The draft is held, and so locked, until it has its place: nobody else works on it. */
    private static void make(LedgerAddress address, Path draft, Path place) throws IOException {
        try (HikariDataSource pool = Ledger.connect(address)) {
            JdbcClient.create(pool).sql("DROP ALL OBJECTS").update();
            Schema.migrate(pool, address);
            Files.move(draft, place);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; whether it has the ledger now, its lock says.
            Files.deleteIfExists(draft);
        }
    }
}
