package dev.reconciler.apply;

import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** A live database that is a map. */
public final class LiveDatabaseInMemory implements LiveDatabase {
    private final Map<String, Map<Id, RawBsonDocument>> collections = new HashMap<>();

    public synchronized void put(String collection, BsonDocument document) {
        collection(collection)
                .put(
                        Id.ofDocument(document).orElseThrow(),
                        new RawBsonDocument(document, new BsonDocumentCodec()));
    }

    public synchronized void remove(String collection, Id id) {
        collection(collection).remove(id);
    }

    public synchronized RawBsonDocument get(String collection, Id id) {
        return Optional.ofNullable(collection(collection).get(id)).orElseThrow();
    }

    private Map<Id, RawBsonDocument> collection(String name) {
        return collections.computeIfAbsent(name, key -> new TreeMap<>());
    }

    @Override
    public synchronized void read(
            String collection, Collection<Id> ids, Consumer<RawBsonDocument> take) {
        for (Id id : ids) {
            Optional.ofNullable(collection(collection).get(id)).ifPresent(take);
        }
    }

    @Override
    public synchronized Map<Id, Set<Id>> having(
            String collection, String field, Collection<Id> values) {
        Map<Id, Set<Id>> found = new HashMap<>();
        collection(collection)
                .forEach((id, document) ->
                        FieldValue.of(document, field)
                                .map(Id::of)
                                .filter(values::contains)
                                .ifPresent(value ->
                                        found.computeIfAbsent(value, v -> new HashSet<>())
                                                .add(id)));
        return found;
    }

    @Override
    public synchronized Swap swap(Change change) {
        RawBsonDocument before = collection(change.collection()).get(change.id());
        if (before == null || change.firstDifference(before).isPresent()) {
            return new Swap.NoMatch();
        }
        BsonDocument after = before.decode(new BsonDocumentCodec());
        change.unset().forEach(after::remove);
        after.putAll(change.set());
        put(change.collection(), after);
        return new Swap.Done(before);
    }

    /** Everything that is in it. */
    @Override
    public synchronized String toString() {
        return new TreeMap<>(collections).toString();
    }
}
