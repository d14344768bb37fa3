package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Checks single objects against the store. What looks damaged is read once more before it is called
 * so: a key can be there and still be answered with a 404, a bit can tip over on the way. Where the
 * second reading finds other damage than the first, it is not the object's.
 */
public final class Checker {

    /** Nearly all trees are smaller, so that many can be in memory at a time. */
    static final int SMALL = 1 << 20;

    /** Half a million entries. */
    static final int LARGEST = 1 << 26;

    private static final String UNSTEADY = "it was read twice, and was damaged otherwise each time";

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
        Reading<TreeCheck> first = readTree(id);
        return switch (first.check()) {
            case TreeCheck.Missing m -> settled(first, readTree(id));
            case TreeCheck.Corrupt c -> settled(first, readTree(id));
            case TreeCheck.Listed l -> l;
            case TreeCheck.Unread u -> u;
        };
    }

    private static TreeCheck settled(Reading<TreeCheck> first, Reading<TreeCheck> second) {
        return switch (second.check()) {
            case TreeCheck.Missing m when first.isAs(second) -> m;
            case TreeCheck.Corrupt c when first.isAs(second) -> c;
            case TreeCheck.Missing m -> new TreeCheck.Unread(UNSTEADY, m.at());
            case TreeCheck.Corrupt c -> new TreeCheck.Unread(UNSTEADY, c.at());
            case TreeCheck.Listed l -> l;
            case TreeCheck.Unread u -> u;
        };
    }

    /**
     * Reads a file and compares its digest.
     *
     * @param id 40 or 64 lower-case hex digits
     */
    public BlobCheck blob(String id) {
        Reading<BlobCheck> first = readBlob(id);
        return switch (first.check()) {
            case BlobCheck.Missing m -> settledBlob(first, readBlob(id));
            case BlobCheck.Corrupt c -> settledBlob(first, readBlob(id));
            case BlobCheck.Present p -> p;
            case BlobCheck.Unread u -> u;
        };
    }

    private static BlobCheck settledBlob(Reading<BlobCheck> first, Reading<BlobCheck> second) {
        return switch (second.check()) {
            case BlobCheck.Missing m when first.isAs(second) -> m;
            case BlobCheck.Corrupt c when first.isAs(second) -> c;
            case BlobCheck.Missing m -> new BlobCheck.Unread(UNSTEADY, m.at());
            case BlobCheck.Corrupt c -> new BlobCheck.Unread(UNSTEADY, c.at());
            case BlobCheck.Present p -> p;
            case BlobCheck.Unread u -> u;
        };
    }

    /**
     * What one reading came to.
     *
     * @param digest of the bytes that came; empty where none came
     */
    private record Reading<C>(C check, String digest) {
        /** Damage is where it was: on the way, it is something else each time. */
        boolean isAs(Reading<C> other) {
            return digest.equals(other.digest);
        }
    }

    private Reading<TreeCheck> readTree(TreeId id) {
        Fetched fetched = store.fetchTree(id, SMALL);
        return fetched instanceof Fetched.TooLarge ? readLargeTree(id) : judged(id, fetched);
    }

    private Reading<TreeCheck> readLargeTree(TreeId id) {
        oneLargeTree.lock();
        try {
            return judged(id, store.fetchTree(id, LARGEST));
        } finally {
            oneLargeTree.unlock();
        }
    }

    private Reading<TreeCheck> judged(TreeId id, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Present present ->
                    new Reading<>(
                            judged(TreeParser.parse(id, present.bytes())),
                            ObjectDigest.of(id.hex(), present.bytes()));
            case Fetched.Missing missing -> nothing(new TreeCheck.Missing(clock.instant()));
            case Fetched.TooLarge large ->
                    nothing(
                            new TreeCheck.Unread(
                                    "it has " + large.size() + " bytes, more than " + LARGEST,
                                    clock.instant()));
            case Fetched.Unread unread ->
                    nothing(new TreeCheck.Unread(unread.why(), clock.instant()));
        };
    }

    private static <C> Reading<C> nothing(C check) {
        return new Reading<>(check, "");
    }

    private TreeCheck judged(ParsedTree parsed) {
        return switch (parsed) {
            case ParsedTree.Listing list -> new TreeCheck.Listed(list.entries(), clock.instant());
            case ParsedTree.CorruptTree c -> new TreeCheck.Corrupt(c.why(), clock.instant());
        };
    }

    private Reading<BlobCheck> readBlob(String id) {
        return switch (store.digestBlob(id)) {
            case Digested.Present present when present.digest().equals(id) ->
                    new Reading<>(new BlobCheck.Present(present.size(), clock.instant()), id);
            case Digested.Present present ->
                    new Reading<>(new BlobCheck.Corrupt(clock.instant()), present.digest());
            case Digested.Missing missing -> nothing(new BlobCheck.Missing(clock.instant()));
            case Digested.Unread unread ->
                    nothing(new BlobCheck.Unread(unread.why(), clock.instant()));
        };
    }
}
