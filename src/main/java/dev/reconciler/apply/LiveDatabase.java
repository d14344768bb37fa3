package dev.reconciler.apply;

import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * The database under repair, for writing: what the primary has, and compare-and-set on one
 * document.
 */
public interface LiveDatabase {
    /**
     * The documents of those ids as the primary has them now; those that are not there are left
     * out.
     *
     * @throws dev.reconciler.model.Problem where they cannot be read
     */
    Map<Id, RawBsonDocument> read(String collection, Collection<Id> ids);

    /**
     * Which documents have one of those values in a field, as the primary has them now: their ids
     * by the value. Values that no document has are left out.
     *
     * @throws dev.reconciler.model.Problem where they cannot be read
     */
    Map<Id, Set<Id>> having(String collection, String field, Collection<Id> values);

    /**
     * Writes where, and only where, the document is as expected. Tries once.
     *
     * @throws dev.reconciler.model.Problem where the database refuses us altogether, so that no
     *     other write would fare better
     */
    Swap swap(Change change);
}
