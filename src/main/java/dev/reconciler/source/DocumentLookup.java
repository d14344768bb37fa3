package dev.reconciler.source;

import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.List;
import org.bson.RawBsonDocument;

/** Single documents as they are now, many at a time: for rechecks and for confirming. */
public interface DocumentLookup {
    /**
     * The documents of those ids that are there, in no particular order.
     *
     * @throws dev.reconciler.model.Problem where they cannot be read
     */
    List<RawBsonDocument> get(String collection, Collection<Id> ids);
}
