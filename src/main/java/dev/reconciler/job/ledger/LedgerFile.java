package dev.reconciler.job.ledger;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.zaxxer.hikari.HikariDataSource;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of an H2 ledger. H2 commits each change of a table by itself, and not every one that was
 * cut off in the middle, by a full disk or a signal, can be made up for. So the tables are made,
 * and changed later on, in a draft, which takes the file's place once all of it is done: until then
 * the ledger is as it was.
 */
final class LedgerFile {
    private static final String DRAFT = ".draft";
    private static final String COPY = ".upgrade";
    private static final long MEGABYTE = 1 << 20;

    private LedgerFile() {}

    /** Makes it where there is none yet. */
    static void make(LedgerAddress address) {
        Optional<Path> place = address.databaseFile().filter(file -> !Files.exists(file));
        if (place.isPresent()) {
            LedgerAddress draft = address.beside(DRAFT);
            try {
                make(draft, place.get());
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
    private static void make(LedgerAddress draft, Path place) throws IOException {
        try (HikariDataSource pool = Ledger.connect(draft)) {
            JdbcClient.create(pool).sql("DROP ALL OBJECTS").update();
            migrate(pool, draft, place);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; whether it has the ledger now, its lock says.
            Files.deleteIfExists(file(draft));
        }
    }

    /**
     * Brings the tables up to date where they are of an older version. Nobody may have the ledger
     * open.
     *
     * @throws Problem where that cannot be done: the ledger is as it was
     */
    static void upgrade(LedgerAddress address) {
        LedgerAddress draft = address.beside(COPY);
        try (FileChannel original =
                FileChannel.open(
                        file(address), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (original.tryLock() == null) {
                throw LedgerFault.inUse(address);
            }
            upgrade(original, draft, file(address));
        } catch (IOException e) {
            throw notUpgraded(address, e);
        } catch (Problem e) {
            throw LedgerFault.unwritten(draft, e).isPresent() ? notUpgraded(address, e) : e;
        }
    }

    /** The original is locked, as H2 locks it: nobody opens it, nor works on the copy. */
    private static void upgrade(FileChannel original, LedgerAddress draft, Path place)
            throws IOException {
        Files.deleteIfExists(file(draft));
        try {
            copy(original, file(draft));
            try (HikariDataSource pool = Ledger.connect(draft)) {
                migrate(pool, draft, place, ATOMIC_MOVE, REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(file(draft));
        }
    }

    /** Through the channel that is locked: to close another one of the file ends the lock. */
    private static void copy(FileChannel original, Path copy) throws IOException {
        OwnerOnly.file(copy);
        try (FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            long size = original.size();
            for (long done = 0; done < size; ) {
                done += original.transferTo(done, size - done, to);
            }
        }
    }

    private static void migrate(
            HikariDataSource pool, LedgerAddress draft, Path place, CopyOption... how)
            throws IOException {
        Schema.migrate(pool, draft);
        JdbcClient.create(pool).sql("CHECKPOINT SYNC").update();
        Files.move(file(draft), place, how);
        DurableFile.syncFolderOf(place);
    }

    private static Path file(LedgerAddress address) {
        return address.databaseFile().orElseThrow();
    }

    private static Problem notUpgraded(LedgerAddress address, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new Problem(
                "the ledger is of an older version and cannot be brought up to date: "
                        + root.getMessage(),
                address.shown() + "; it is as it was",
                "make room there for a copy of it (%,d MB), or let us write there, then the same command again"
                        .formatted(1 + file(address).toFile().length() / MEGABYTE),
                cause);
    }
}
