package dev.reconciler.compare;

import dev.reconciler.compare.Evidence.Publishers;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * Joins each live deploy with what else is known of it: one pass over five streams in the order of
 * deploy ids, so that there is never a query per deploy, and memory holds one deploy at a time.
 */
public final class DeployMerge implements AutoCloseable {
    private final Names names;
    private final Stream snapshot;
    private final Stream log;
    private final Stream builds;
    private final Stream publishers;

    /** The cursors are closed with the merge. */
    public DeployMerge(
            Names names,
            KeyedCursor snapshot,
            KeyedCursor log,
            KeyedCursor builds,
            KeyedCursor publishers) {
        this.names = names;
        this.snapshot = new Stream(snapshot);
        this.log = new Stream(log);
        this.builds = new Stream(builds);
        this.publishers = new Stream(publishers);
    }

    /** What is told of deploys of the snapshot that are not live any more. */
    @FunctionalInterface
    public interface Deleted {
        /**
         * @param publishedBy live sites that publish the deploy
         */
        void deploy(Id deploy, List<Id> publishedBy);
    }

    /**
     * What is known of the live deploy that comes next; deploys of the snapshot before it are gone.
     */
    public Evidence evidenceOf(Id live, Deleted deleted) {
        byte[] key = live.key();
        passDeleted(key, deleted);
        return new Evidence(
                snapshot.takeFirst(key).map(bytes -> Deploy.of(new RawBsonDocument(bytes), names)),
                log.takeFirst(key).map(EvidenceCodec::logEntry),
                builds.takeFirst(key).map(bytes -> Build.of(new RawBsonDocument(bytes), names)),
                publishersOf(key));
    }

    /** To be called once, after the last live deploy. */
    public void passRest(Deleted deleted) {
        while (snapshot.isOpen()) {
            passOne(deleted);
        }
    }

    private void passDeleted(byte[] upTo, Deleted deleted) {
        while (snapshot.isOpen() && snapshot.compareTo(upTo) < 0) {
            passOne(deleted);
        }
    }

    private void passOne(Deleted deleted) {
        Id gone = Deploy.of(new RawBsonDocument(snapshot.take()), names).id();
        deleted.deploy(gone, publishersOf(gone.key()).live());
    }

    private Publishers publishersOf(byte[] key) {
        List<Id> live = new ArrayList<>();
        List<Id> gone = new ArrayList<>();
        publishers.skipTo(key);
        while (publishers.isAt(key)) {
            EvidenceCodec.addPublisher(publishers.take(), live, gone);
        }
        return live.isEmpty() && gone.isEmpty() ? Publishers.NONE : new Publishers(live, gone);
    }

    @Override
    public void close() {
        snapshot.cursor.close();
        log.cursor.close();
        builds.cursor.close();
        publishers.cursor.close();
    }

    /** A cursor that looks one value ahead. */
    private static final class Stream {
        private final KeyedCursor cursor;
        private boolean open;

        Stream(KeyedCursor cursor) {
            this.cursor = cursor;
            this.open = cursor.next();
        }

        boolean isOpen() {
            return open;
        }

        int compareTo(byte[] key) {
            return cursor.compareTo(key);
        }

        boolean isAt(byte[] key) {
            return open && cursor.compareTo(key) == 0;
        }

        void skipTo(byte[] key) {
            while (open && cursor.compareTo(key) < 0) {
                open = cursor.next();
            }
        }

        byte[] take() {
            byte[] value = cursor.value();
            open = cursor.next();
            return value;
        }

        /**
         * The first value of a deploy; those after it are passed over when the next deploy comes.
         */
        Optional<byte[]> takeFirst(byte[] key) {
            skipTo(key);
            return isAt(key) ? Optional.of(take()) : Optional.empty();
        }
    }
}
