package dev.reconciler.apply;

import org.bson.RawBsonDocument;

/** What the database answered to one compare-and-set. */
public sealed interface Swap {
    /**
     * It wrote, and a majority has it.
     *
     * @param before the document that was replaced
     */
    record Done(RawBsonDocument before) implements Swap {}

    /** It wrote nothing: the document is not there, or not as expected. */
    record NoMatch() implements Swap {}

    /**
     * It will not have this document written so, for a reason of its own, such as a rule on the
     * collection.
     */
    record Rejected(String why) implements Swap {}

    /**
     * It may have written, and may still: the connection broke, or a majority did not say that it
     * has it.
     */
    record Unknown(String why) implements Swap {}
}
