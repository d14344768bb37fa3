package dev.reconciler.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.DocumentLookup;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.KeyRange;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A database in a MongoDB server: the live one, or a server over a mounted snapshot. Reads come
 * from the primary and give what a majority has (contract, section 6), where the server can tell.
 */
public final class MongoDocuments implements DocumentSource, DocumentLookup, AutoCloseable {
    private static final int BATCH = 1_000;

    private static final int LOOKUP = 500;

    private final Connection connection;

    private MongoDocuments(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects, and sees whether the server answers and lets us in.
     *
     * @param uri as the driver takes it; its options count, such as {@code
     *     serverSelectionTimeoutMS} (10 s where it says nothing)
     * @param collection is asked for, so that our user has to be let read no other
     * @throws Problem where it is no MongoDB URI, no server answers, or it refuses us
     */
    public static MongoDocuments connect(String uri, String database, String collection) {
        return new MongoDocuments(Connection.open(uri, database, collection));
    }

    @Override
    public String description() {
        return connection.description();
    }

    /**
     * The server's hosts with their ports, separated by commas: what a plan's header names the
     * cluster by.
     */
    public String hosts() {
        return connection.hosts();
    }

    /** The server's version; empty where it does not say. */
    public Optional<String> version() {
        try {
            BsonDocument info =
                    connection
                            .database()
                            .runCommand(
                                    new BsonDocument("buildInfo", new BsonInt32(1)),
                                    BsonDocument.class);
            return Optional.ofNullable(info.get("version"))
                    .filter(BsonValue::isString)
                    .map(version -> version.asString().getValue());
        } catch (MongoException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean sortedById() {
        return true;
    }

    @Override
    public SortedMap<String, OptionalLong> collections() {
        return connection.guarded(() -> {
            var names = connection.database().listCollectionNames().authorizedCollections(true);
            SortedMap<String, OptionalLong> sizes = new TreeMap<>();
            names.forEach(name -> sizes.put(name, size(name)));
            return sizes;
        });
    }

    /**
     * Of all documents unpacked, as cursors count them; a user may read a collection without the
     * right to ask for it.
     */
    private OptionalLong size(String collection) {
        try {
            BsonDocument stats =
                    connection
                            .database()
                            .runCommand(
                                    new BsonDocument("collStats", new BsonString(collection)),
                                    BsonDocument.class);
            return Optional.ofNullable(stats.get("size"))
                    .filter(BsonValue::isNumber)
                    .map(size -> OptionalLong.of(size.asNumber().longValue()))
                    .orElse(OptionalLong.empty());
        } catch (MongoCommandException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * About how many documents a collection has, from the server's own records: for progress, not
     * for rules.
     */
    public long count(String collection) {
        return connection.guarded(() -> collection(collection).estimatedDocumentCount());
    }

    /**
     * The latest date in that field; empty where no document has one. Reads the whole collection
     * where there is no index on the field.
     */
    public Optional<Instant> newest(String collection, String field) {
        BsonDocument dates =
                new BsonDocument(field, new BsonDocument("$type", new BsonString("date")));
        return connection.guarded(() -> {
            Optional<Instant> newest = Optional.empty();
            try (MongoCursor<RawBsonDocument> cursor =
                    collection(collection)
                            .find(dates)
                            .sort(new BsonDocument(field, new BsonInt32(-1)))
                            .iterator()) {
                while (newest.isEmpty() && cursor.hasNext()) {
                    newest = date(cursor.next(), field);
                }
            }
            return newest;
        });
    }

    /** A query for dates finds those within arrays, too: what counts is the value itself. */
    private static Optional<Instant> date(RawBsonDocument document, String field) {
        return FieldValue.of(document, field)
                .filter(BsonValue::isDateTime)
                .map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()));
    }

    /**
     * Shows documents whose date in that field is not earlier than a moment, the earliest first,
     * for as long as the visitor wants more; some twice where the server has to be asked again.
     * None where there is no index on the field, or none that our user may know of: they would all
     * have to be read to find them.
     *
     * @return the date of the last that was shown
     */
    public Optional<Instant> changedSince(
            String collection, String field, Instant moment, Predicate<RawBsonDocument> visitor) {
        return connection.guarded(() -> {
            Optional<Instant> last = Optional.empty();
            if (!isIndexed(collection, field)) {
                return last;
            }
            BsonDocument since = new BsonDocument("$gte", new BsonDateTime(moment.toEpochMilli()));
            try (MongoCursor<RawBsonDocument> cursor =
                    collection(collection)
                            .find(new BsonDocument(field, since))
                            .sort(new BsonDocument(field, new BsonInt32(1)))
                            .batchSize(BATCH)
                            .iterator()) {
                boolean goesOn = true;
                while (goesOn && cursor.hasNext()) {
                    RawBsonDocument document = cursor.next();
                    Optional<Instant> date = date(document, field);
                    if (date.isPresent()) {
                        last = date;
                        goesOn = visitor.test(document);
                    }
                }
            }
            return last;
        });
    }

    /** A user may read a collection without the right to ask for its indexes. */
    private boolean isIndexed(String collection, String field) {
        try {
            for (BsonDocument index : collection(collection).listIndexes(BsonDocument.class)) {
                if (index.getDocument("key").getFirstKey().equals(field)) {
                    return true;
                }
            }
            return false;
        } catch (MongoCommandException e) {
            return false;
        }
    }

    @Override
    public DocumentCursor open(String collection, KeyRange range) {
        return new MongoRangeCursor(
                description() + ", collection " + collection,
                range,
                rest -> query(collection, rest));
    }

    private MongoCursor<RawBsonDocument> query(String collection, KeyRange range) {
        return RangeQuery.of(collection(collection), range).batchSize(BATCH).iterator();
    }

    @Override
    public void each(String collection, Collection<Id> ids, Consumer<RawBsonDocument> take) {
        Set<Id> some = new HashSet<>();
        for (Id id : ids) {
            some.add(id);
            if (some.size() == LOOKUP) {
                eachOf(some, collection, take);
                some.clear();
            }
        }
        eachOf(some, collection, take);
    }

    /** Where the connection broke, it is asked for those that were not shown yet. */
    private void eachOf(Set<Id> left, String collection, Consumer<RawBsonDocument> take) {
        connection.guarded(() -> {
            if (!left.isEmpty()) {
                collection(collection)
                        .find(among(left))
                        .forEach(document ->
                                Id.ofDocument(document)
                                        .filter(left::remove)
                                        .ifPresent(id -> take.accept(document)));
            }
            return left;
        });
    }

    private static BsonDocument among(Set<Id> ids) {
        BsonArray values = new BsonArray(ids.stream().map(Id::value).toList());
        return new BsonDocument("_id", new BsonDocument("$in", values));
    }

    private MongoCollection<RawBsonDocument> collection(String name) {
        return connection.database().getCollection(name, RawBsonDocument.class);
    }

    @Override
    public void close() {
        connection.client().close();
    }
}
