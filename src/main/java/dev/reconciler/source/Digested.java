package dev.reconciler.source;

/** What came of streaming a file. */
public sealed interface Digested {

    /**
     * @param size how many bytes are stored
     * @param digestRight whether their digest is the file's id
     */
    record Present(long size, boolean digestRight) implements Digested {}

    /** The store answered that there is no such object. */
    record Missing() implements Digested {}

    /**
     * @param why for people: a time-out, a refusal, a stream that was cut
     */
    record Unread(String why) implements Digested {}
}
