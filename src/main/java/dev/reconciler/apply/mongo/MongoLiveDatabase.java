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
import dev.reconciler.apply.Patience;
import dev.reconciler.apply.Swap;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.SourceAway;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live database in a MongoDB server. Writes are acknowledged by a majority, reads come from the
 * primary and give what a majority has (contract, section 6). A write that finds no match is
 * acknowledged in the same way, so the read after it sees what it saw. Each document is written on
 * its own: of a bulk write that counts fewer documents than it was given, nobody knows which.
 */
public final class MongoLiveDatabase implements LiveDatabase, AutoCloseable {
    /** Whatever collation a collection has: a value matches only as itself. */
    private static final FindOneAndUpdateOptions SWAP =
            new FindOneAndUpdateOptions()
                    .returnDocument(ReturnDocument.BEFORE)
                    .collation(Collation.builder().locale("simple").build());

    private static final Logger LOG = LoggerFactory.getLogger(MongoLiveDatabase.class);

    /** How often a question that was not answered is asked. */
    private static final int TRIES = 6;

    private final MongoClient client;
    private final MongoDatabase database;
    private final Patience patience;
    private final String where;

    private MongoLiveDatabase(MongoClient client, String name, String hosts, Patience patience) {
        this.client = client;
        this.patience = patience;
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
     * @param patience how long to wait before what could not be read is asked for again
     * @throws dev.reconciler.model.Problem where it is no MongoDB URI
     */
    public static MongoLiveDatabase connect(String uri, String database, Patience patience) {
        Address address = Address.parse(uri);
        return new MongoLiveDatabase(address.connect(), database, address.hosts(), patience);
    }

    @Override
    public void read(String collection, Collection<Id> ids, Consumer<RawBsonDocument> take) {
        Set<Id> left = new HashSet<>(ids);
        answered(() -> {
            collection(collection)
                    .find(new BsonDocument("_id", among(left)))
                    .forEach(document ->
                            Id.ofDocument(document)
                                    .filter(left::remove)
                                    .ifPresent(id -> take.accept(document)));
            return left;
        });
    }

    private static BsonDocument among(Collection<Id> values) {
        return new BsonDocument("$in", new BsonArray(values.stream().map(Id::value).toList()));
    }

    /** Asks as often as need be: to read changes nothing. */
    private <T> T answered(Supplier<T> question) {
        for (int tries = 1; ; tries++) {
            try {
                return question.get();
            } catch (MongoException e) {
                if (!WriteFault.mayPass(e)) {
                    throw WriteFault.unreadable(where, e);
                }
                if (tries == TRIES) {
                    throw new SourceAway(WriteFault.unreadable(where, e));
                }
                LOG.warn(
                        "{}: {}; try {} of {} to read failed, asked again",
                        where,
                        WriteFault.brief(e),
                        tries,
                        TRIES);
                patience.pause(tries);
            }
        }
    }

    /** In an array, a query finds elements, too: what counts is the value itself. */
    @Override
    public Map<Id, Set<Id>> having(String collection, String field, Collection<Id> values) {
        return answered(() -> {
            Map<Id, Set<Id>> found = new HashMap<>();
            collection(collection)
                    .find(new BsonDocument(field, among(values)))
                    .projection(new BsonDocument(field, BsonBoolean.TRUE))
                    .forEach(document ->
                            FieldValue.of(document, field)
                                    .map(Id::of)
                                    .filter(values::contains)
                                    .ifPresent(value ->
                                            found.computeIfAbsent(value, id -> new HashSet<>())
                                                    .add(Id.ofDocument(document).orElseThrow())));
            return found;
        });
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
