package dev.reconciler.compare;

/** One of the merge's streams: values in the order of deploy ids. A deploy may have several. */
public interface KeyedCursor extends AutoCloseable {
    /** Goes to the next value; false where there is none. */
    boolean next();

    /** Compares the first bytes of the value's key with a deploy's key. */
    int compareTo(byte[] deployKey);

    /** The value that {@link #next} came to. */
    byte[] value();

    @Override
    void close();
}
