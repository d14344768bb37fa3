package dev.reconciler.apply;

import dev.reconciler.model.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.RawBsonDocument;

/**
 * The database under repair, for writing: what the primary has, and compare-and-set on one
 * document.
 */
public interface LiveDatabase {
    /**
     * Shows the documents of those ids as the primary has them now, each once, in no particular
     * order; those that are not there are left out. What is in memory at once is what the database
     * sends at once, however many are asked for.
     *
     * @throws dev.reconciler.model.Problem where they cannot be read
     */
    void read(String collection, Collection<Id> ids, Consumer<RawBsonDocument> take);

    /** That document; empty where it is not there. */
    default Optional<RawBsonDocument> read(String collection, Id id) {
        List<RawBsonDocument> found = new ArrayList<>();
        read(collection, List.of(id), found::add);
        return found.stream().findFirst();
    }

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
