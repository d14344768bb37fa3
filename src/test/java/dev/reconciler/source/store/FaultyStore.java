package dev.reconciler.source.store;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A store with a fault, as in {@code faulty(store).cutsStream().atByte(100).once()}. Without {@code
 * once} the fault stays; without {@code for…} it befalls every object.
 */
public final class FaultyStore implements ObjectStore {
    private enum Fault {
        NONE,
        FLIPPED,
        CUT,
        REFUSED,
        TIMED_OUT,
        SLOW
    }

    private final ObjectStore store;
    private Fault fault = Fault.NONE;
    private int position;
    private Duration pause = Duration.ZERO;
    private Predicate<String> befalls = id -> true;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    private FaultyStore(ObjectStore store) {
        this.store = store;
    }

    /** The store as it is, until a fault is named. */
    public static FaultyStore faulty(ObjectStore store) {
        return new FaultyStore(store);
    }

    /** One bit of what is read is wrong. */
    public FaultyStore flipsByte() {
        return with(Fault.FLIPPED);
    }

    /** What is read ends early, and the adapter notices. */
    public FaultyStore cutsStream() {
        return with(Fault.CUT);
    }

    /** An answer such as 403. */
    public FaultyStore refuses() {
        return with(Fault.REFUSED);
    }

    /** No answer, and nobody waits for long. */
    public FaultyStore timesOut() {
        return with(Fault.TIMED_OUT);
    }

    /** The right answer, but late. */
    public FaultyStore isSlow(Duration by) {
        pause = by;
        return with(Fault.SLOW);
    }

    /** Where a stream is cut or a byte flipped; a shorter object is not befallen. */
    public FaultyStore atByte(int n) {
        position = n;
        return this;
    }

    /** Only the first time that an object is read. */
    public FaultyStore once() {
        return times(1);
    }

    /** Only the first few times that an object is read. */
    public FaultyStore times(int n) {
        left.set(n);
        return this;
    }

    /** Only that object, a tree or a file. */
    public FaultyStore forObject(String id) {
        befalls = id::equals;
        return this;
    }

    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        Fetched right = store.fetchTree(id, limit);
        if (!(right instanceof Fetched.Present present)
                || !strikes(id.hex(), present.bytes().length)) {
            return right;
        }
        return switch (fault) {
            case FLIPPED -> new Fetched.Present(flipped(present.bytes()));
            case CUT, REFUSED, TIMED_OUT -> new Fetched.Unread(why());
            case SLOW, NONE -> slow(right);
        };
    }

    @Override
    public Digested digestBlob(String id) {
        Digested right = store.digestBlob(id);
        if (!(right instanceof Digested.Present present) || !strikes(id, present.size())) {
            return right;
        }
        return switch (fault) {
            case FLIPPED -> new Digested.Present(present.size(), flipped(present.digest()));
            case CUT, REFUSED, TIMED_OUT -> new Digested.Unread(why());
            case SLOW, NONE -> slow(right);
        };
    }

    @Override
    public String description() {
        return store.description();
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void close() {
        store.close();
    }

    private FaultyStore with(Fault named) {
        fault = named;
        return this;
    }

    private boolean strikes(String id, long size) {
        boolean reaches = fault != Fault.FLIPPED && fault != Fault.CUT || size > position;
        return reaches && befalls.test(id) && left.getAndUpdate(n -> Math.max(n - 1, 0)) > 0;
    }

    private String why() {
        return switch (fault) {
            case CUT -> "the stream was cut at byte " + position;
            case REFUSED -> "the store answered 403 AccessDenied";
            default -> "the store did not answer in time";
        };
    }

    /** What the digest of other bytes may be. */
    private static String flipped(String digest) {
        return digest.substring(1) + digest.charAt(0);
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[position] ^= 1;
        return copy;
    }

    private <T> T slow(T right) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return right;
    }
}
