package dev.reconciler.source;

/** What came of streaming a file. */
public sealed interface Digested {

    /**
     * @param size how many bytes came
     * @param digest of these bytes, in lower-case hex: the file's id where they are right
     */
    record Present(long size, String digest) implements Digested {}

    /** The store answered that there is no such object. */
    record Missing() implements Digested {}

    /**
     * @param why for people: a time-out, a refusal, a stream that was cut
     */
    record Unread(String why) implements Digested {}
}
