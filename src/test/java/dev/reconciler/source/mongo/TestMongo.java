package dev.reconciler.source.mongo;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/**
 * A MongoDB for a test class: the one of {@code RECONCILER_IT_MONGO_URI}, else one within the JVM.
 * Each database is dropped in the end.
 *
 * <p>The one that was given may be a FerretDB, which speaks the same protocol over a database of
 * another kind and cannot do everything: a test says what it leaves out there.
 */
public final class TestMongo implements AutoCloseable {
    private static final String VARIABLE = "RECONCILER_IT_MONGO_URI";

    private final Optional<MongoServer> embedded;
    private final String uri;
    private final MongoClient client;
    private final boolean isFerret;
    private final String prefix =
            "reconciler_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final Map<List<BsonDocument>, List<BsonDocument>> taken = new HashMap<>();
    private int databases;

    public TestMongo() {
        Optional<String> given = Optional.ofNullable(System.getenv(VARIABLE));
        this.embedded =
                given.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                new MongoServer(
                                        new MemoryBackend().version(ServerVersion.MONGO_5_0)));
        this.uri =
                given.orElseGet(
                        () -> "mongodb://127.0.0.1:" + embedded.orElseThrow().bind().getPort());
        this.client = MongoClients.create(uri);
        this.isFerret =
                database("admin")
                        .runCommand(new BsonDocument("buildInfo", new BsonInt32(1)))
                        .containsKey("ferretdbVersion");
    }

    /**
     * Skips a test where FerretDB was given.
     *
     * @param limit what the test needs, and FerretDB has not
     */
    public static void assumeNoFerret(String limit) {
        if (System.getenv(VARIABLE) != null) {
            try (TestMongo mongo = new TestMongo()) {
                if (mongo.isFerret) {
                    System.err.println("not tested on FerretDB, which has no " + limit);
                }
                assumeFalse(mongo.isFerret, limit);
            }
        }
    }

    public boolean isFerret() {
        return isFerret;
    }

    /**
     * Those of the documents that the server takes, one beside the other: all of them, but for a
     * FerretDB. A line names what it does not take.
     */
    public List<BsonDocument> taken(List<BsonDocument> documents) {
        return isFerret ? taken.computeIfAbsent(documents, this::tried) : documents;
    }

    private List<BsonDocument> tried(List<BsonDocument> documents) {
        String scratch = newDatabase();
        return documents.stream().filter(one -> takes(scratch, one)).toList();
    }

    private boolean takes(String scratch, BsonDocument document) {
        try {
            database(scratch)
                    .getCollection("scratch", BsonDocument.class)
                    .insertOne(document.clone());
            return true;
        } catch (MongoException refused) {
            System.err.println("not tested on FerretDB, which does not take it: " + document);
            return false;
        }
    }

    public String uri() {
        return uri;
    }

    /** A URI of the server that another one names, for another user and without options. */
    public static String withUser(String uri, String user, String password) {
        String hosts = String.join(",", new ConnectionString(uri).getHosts());
        return "mongodb://" + user + ":" + password + "@" + hosts;
    }

    /** The name of a database that nobody has used yet. */
    public String newDatabase() {
        return prefix + databases++;
    }

    public MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    public MongoCollection<RawBsonDocument> collection(String database, String name) {
        return database(database).getCollection(name, RawBsonDocument.class);
    }

    @Override
    public void close() {
        for (int i = 0; i < databases; i++) {
            database(prefix + i).drop();
        }
        client.close();
        embedded.ifPresent(MongoServer::shutdownNow);
    }
}
