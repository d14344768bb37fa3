package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Checks single objects against the store. What looks damaged is read once more before it is called
 * so: a key can be there and still be answered with a 404, a bit can tip over on the way.
 */
public final class Checker {

    /** Nearly all trees are smaller, so that many can be in memory at a time. */
    static final int SMALL = 1 << 20;

    /** Half a million entries. */
    static final int LARGEST = 1 << 26;

    private final ObjectStore store;
    private final InstantSource clock;
    private final Lock oneLargeTree = new ReentrantLock();

    /** Safe for many threads at a time. */
    public Checker(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Reads a tree object, compares its digest and parses it. */
    public TreeCheck tree(TreeId id) {
        TreeCheck first = readTree(id);
        return switch (first) {
            case TreeCheck.Missing m -> readTree(id);
            case TreeCheck.Corrupt c -> readTree(id);
            case TreeCheck.Listed l -> first;
            case TreeCheck.Unread u -> first;
        };
    }

    /**
     * Reads a file and compares its digest.
     *
     * @param id 40 or 64 lower-case hex digits
     */
    public BlobCheck blob(String id) {
        BlobCheck first = readBlob(id);
        return switch (first) {
            case BlobCheck.Missing m -> readBlob(id);
            case BlobCheck.Corrupt c -> readBlob(id);
            case BlobCheck.Present p -> first;
            case BlobCheck.Unread u -> first;
        };
    }

    private TreeCheck readTree(TreeId id) {
        Fetched fetched = store.fetchTree(id, SMALL);
        return fetched instanceof Fetched.TooLarge ? readLargeTree(id) : judged(id, fetched);
    }

    private TreeCheck readLargeTree(TreeId id) {
        oneLargeTree.lock();
        try {
            return judged(id, store.fetchTree(id, LARGEST));
        } finally {
            oneLargeTree.unlock();
        }
    }

    private TreeCheck judged(TreeId id, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Present present -> judged(TreeParser.parse(id, present.bytes()));
            case Fetched.Missing missing -> new TreeCheck.Missing(clock.instant());
            case Fetched.TooLarge large ->
                    new TreeCheck.Unread(
                            "it has " + large.size() + " bytes, more than " + LARGEST,
                            clock.instant());
            case Fetched.Unread unread -> new TreeCheck.Unread(unread.why(), clock.instant());
        };
    }

    private TreeCheck judged(ParsedTree parsed) {
        return switch (parsed) {
            case ParsedTree.Listing list -> new TreeCheck.Listed(list.entries(), clock.instant());
            case ParsedTree.CorruptTree c -> new TreeCheck.Corrupt(c.why(), clock.instant());
        };
    }

    private BlobCheck readBlob(String id) {
        return switch (store.digestBlob(id)) {
            case Digested.Present present when present.digestRight() ->
                    new BlobCheck.Present(present.size(), clock.instant());
            case Digested.Present present -> new BlobCheck.Corrupt(clock.instant());
            case Digested.Missing missing -> new BlobCheck.Missing(clock.instant());
            case Digested.Unread unread -> new BlobCheck.Unread(unread.why(), clock.instant());
        };
    }
}
