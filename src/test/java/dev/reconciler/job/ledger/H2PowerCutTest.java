package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.Place;
import dev.reconciler.model.Id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a power cut leaves of an H2 ledger: no more than was forced to the disk. */
class H2PowerCutTest {
    /** Whether anything was written that was not forced since. */
    private static final AtomicBoolean UNFORCED = new AtomicBoolean();

    @TempDir private Path folder;

    private Connection connection;
    private Ledger ledger;

    @BeforeAll
    static void watchFiles() {
        FilePath.register(new WatchedPath());
    }

    @BeforeEach
    void open() throws SQLException {
        connection =
                DriverManager.getConnection(
                        LedgerAddress.inFolder(folder.resolve("watched"))
                                .jdbcUrl()
                                .replace("jdbc:h2:file:", "jdbc:h2:" + WatchedPath.SCHEME + ":"));
        LedgerAddress address = LedgerAddress.inFolder(folder);
        SingleConnectionDataSource watched = new SingleConnectionDataSource(connection, true);
        Schema.configure(watched, address).load().migrate();
        ledger = Ledger.open(address, pool -> watched);
    }

    @AfterEach
    void close() throws SQLException {
        ledger.close();
        connection.close();
    }

    @Test
    void a_backup_is_on_the_disk_before_anything_is_written_over() {
        JournalTable journal = ledger.journal(1, "plan");
        journal.backUp(List.of(backup()));
        assertThat(UNFORCED).isFalse();
    }

    @Test
    void what_a_commit_alone_leaves_is_not_yet_on_the_disk() {
        ledger.jdbc().sql("CREATE TABLE other (a INT)").update();
        assertThat(UNFORCED).isTrue();
        ledger.journal(1, "plan").heads();
        assertThat(UNFORCED).isFalse();
    }

    private static Backup backup() {
        Id id = Id.of(new BsonInt32(1));
        BsonDocument document =
                new BsonDocument("_id", id.value()).append("title", new BsonString("before"));
        return new Backup(
                new Place(1, 0, "deploys", id),
                new RawBsonDocument(document, new BsonDocumentCodec()),
                Instant.EPOCH);
    }

    /** A file of which is known whether all of it was forced. */
    public static final class WatchedPath extends FilePathWrapper {
        static final String SCHEME = "watched";

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new WatchedChannel(super.open(mode));
        }
    }

    private static final class WatchedChannel extends FileBaseDefault {
        private final FileChannel channel;

        WatchedChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return channel.read(to, position);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            UNFORCED.set(true);
            return channel.write(from, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
            UNFORCED.set(false);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
