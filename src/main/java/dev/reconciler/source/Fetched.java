package dev.reconciler.source;

/** What came of reading a tree object. */
public sealed interface Fetched {

    /**
     * @param bytes as they are stored; not copied, so leave them alone
     */
    record Present(byte[] bytes) implements Fetched {}

    /** The store answered that there is no such object. */
    record Missing() implements Fetched {}

    /**
     * @param size in bytes, above the limit that was asked for
     */
    record TooLarge(long size) implements Fetched {}

    /**
     * @param why for people: a time-out, a refusal, a stream that was cut
     */
    record Unread(String why) implements Fetched {}
}
