package dev.reconciler.verify;

import java.time.Instant;

/** What came of checking one file. Whether its size is right is for each entry to say. */
public sealed interface BlobCheck {

    /** When it was checked. */
    Instant at();

    /**
     * There, and its digest right.
     *
     * @param size how many bytes are stored
     */
    record Present(long size, Instant at) implements BlobCheck {}

    /** Not in the store. */
    record Missing(Instant at) implements BlobCheck {}

    /** There, but with a wrong digest. */
    record Corrupt(Instant at) implements BlobCheck {}

    /** Could not be read: neither damaged nor intact. */
    record Unread(String why, Instant at) implements BlobCheck {}
}
