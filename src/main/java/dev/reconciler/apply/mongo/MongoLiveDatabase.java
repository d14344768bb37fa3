package dev.reconciler.apply.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.reconciler.apply.Change;
import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.Swap;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * The live database in a MongoDB server. Writes are acknowledged by a majority, reads come from the
 * primary and give what a majority has (contract, section 6). A write that finds no match is
 * acknowledged in the same way, so the read after it sees what it saw.
 */
public final class MongoLiveDatabase implements LiveDatabase, AutoCloseable {
    /** Whatever collation a collection has: a value matches only as itself. */
    private static final FindOneAndUpdateOptions SWAP =
            new FindOneAndUpdateOptions()
                    .returnDocument(ReturnDocument.BEFORE)
                    .collation(Collation.builder().locale("simple").build());

    private final MongoClient client;
    private final MongoDatabase database;
    private final String where;

    private MongoLiveDatabase(MongoClient client, String name, String hosts) {
        this.client = client;
        this.where = "mongodb://" + hosts + "/" + name;
        this.database =
                client.getDatabase(name)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY);
    }

    /**
     * Connects; the server is first asked when something is read.
     *
     * @param uri as the driver takes it
     * @throws dev.reconciler.model.Problem where it is no MongoDB URI
     */
    public static MongoLiveDatabase connect(String uri, String database) {
        Address address = Address.parse(uri);
        return new MongoLiveDatabase(address.connect(), database, address.hosts());
    }

    @Override
    public Map<Id, RawBsonDocument> read(String collection, Collection<Id> ids) {
        Map<Id, RawBsonDocument> found = new HashMap<>();
        BsonArray values = new BsonArray(ids.stream().map(Id::value).toList());
        try {
            collection(collection)
                    .find(new BsonDocument("_id", new BsonDocument("$in", values)))
                    .forEach(
                            document -> found.put(Id.ofDocument(document).orElseThrow(), document));
        } catch (MongoException e) {
            throw WriteFault.unreadable(where, e);
        }
        return found;
    }

    /** In an array, a query finds elements, too: what counts is the value itself. */
    @Override
    public Map<Id, Set<Id>> having(String collection, String field, Collection<Id> values) {
        Map<Id, Set<Id>> found = new HashMap<>();
        BsonArray wanted = new BsonArray(values.stream().map(Id::value).toList());
        try {
            collection(collection)
                    .find(new BsonDocument(field, new BsonDocument("$in", wanted)))
                    .projection(new BsonDocument(field, BsonBoolean.TRUE))
                    .forEach(document ->
                            FieldValue.of(document, field)
                                    .map(Id::of)
                                    .filter(values::contains)
                                    .ifPresent(value ->
                                            found.computeIfAbsent(value, id -> new HashSet<>())
                                                    .add(Id.ofDocument(document).orElseThrow())));
        } catch (MongoException e) {
            throw WriteFault.unreadable(where, e);
        }
        return found;
    }

    @Override
    public Swap swap(Change change) {
        try {
            RawBsonDocument before =
                    collection(change.collection())
                            .findOneAndUpdate(ExactMatch.of(change), Update.of(change), SWAP);
            return before == null ? new Swap.NoMatch() : new Swap.Done(before);
        } catch (MongoException e) {
            return WriteFault.answer(where, e);
        }
    }

    private MongoCollection<RawBsonDocument> collection(String name) {
        return database.getCollection(name, RawBsonDocument.class);
    }

    @Override
    public void close() {
        client.close();
    }
}
