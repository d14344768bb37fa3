package dev.reconciler.source;

import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.function.Consumer;
import org.bson.RawBsonDocument;

/** Single documents as they are now, many at a time: for rechecks and for confirming. */
public interface DocumentLookup {
    /**
     * Shows the documents of those ids that are there, each once, in no particular order. What is
     * in memory at once is what the source sends at once, however many are asked for.
     *
     * @throws dev.reconciler.model.Problem where they cannot be read
     */
    void each(String collection, Collection<Id> ids, Consumer<RawBsonDocument> take);
}
