package dev.reconciler.source;

import org.bson.RawBsonDocument;

/**
 * One thing that a cursor came upon. What cannot be read is an item of its own: it is counted and
 * named, never the end of the run.
 */
public sealed interface Item {
    /**
     * A document that can be decoded whole.
     *
     * @param position where it begins: the byte offset in a dump's (unpacked) file; elsewhere its
     *     number, from 0
     */
    record Document(RawBsonDocument document, long position) implements Item {}

    /**
     * A document that cannot be decoded; those after it can still be read.
     *
     * @param where the file or collection, and the place in it
     * @param why what is wrong with it
     * @param position as in {@link Document}
     */
    record Unreadable(String where, String why, long position) implements Item {}

    /**
     * The source ends before its end, and nothing that follows can be had. Always the last item,
     * and only where the operator accepted an incomplete source.
     *
     * @param where the file or collection, and the place in it
     * @param why what is wrong
     */
    record Truncated(String where, String why) implements Item {}

    /** How many bytes of a document it holds. */
    default int size() {
        return switch (this) {
            case Document document -> document.document().getByteBuffer().remaining();
            case Unreadable bad -> 0;
            case Truncated end -> 0;
        };
    }
}
