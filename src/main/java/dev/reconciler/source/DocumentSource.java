package dev.reconciler.source;

import dev.reconciler.model.Problem;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A database whose collections can be read: the live one, or a snapshot in any of its forms. Never
 * written to.
 */
public interface DocumentSource {
    /** For people: what is read and where it is, without credentials. */
    String description();

    /** Whether cursors give documents in the order of their {@code _id}. */
    boolean sortedById();

    /**
     * The collections that are there, with how much there is to read, in bytes, where the source
     * knows.
     */
    SortedMap<String, OptionalLong> collections();

    /**
     * Opens a collection; one that is not there has no documents.
     *
     * <p>What has no readable {@code _id} is in the range that begins at the beginning, so that
     * ranges which cover all ids give everything once.
     */
    DocumentCursor open(String collection, KeyRange range);

    /** Refuses a source that lacks a collection which the run cannot do without. */
    default void require(String collection) {
        if (!collections().containsKey(collection)) {
            String there =
                    collections().isEmpty()
                            ? "no collections"
                            : String.join(", ", collections().keySet());
            throw new Problem(
                    "there is no collection " + collection,
                    description(),
                    "It has "
                            + there
                            + ". Check the location, the database and the collection's name");
        }
    }
}
