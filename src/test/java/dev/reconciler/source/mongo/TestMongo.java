package dev.reconciler.source.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Optional;
import java.util.UUID;
import org.bson.RawBsonDocument;

/**
 * A MongoDB for a test class: the one of {@code RECONCILER_IT_MONGO_URI}, else one within the JVM.
 * Each database is dropped in the end.
 */
public final class TestMongo implements AutoCloseable {
    private final Optional<MongoServer> embedded;
    private final String uri;
    private final MongoClient client;
    private final String prefix =
            "reconciler_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private int databases;

    public TestMongo() {
        Optional<String> given = Optional.ofNullable(System.getenv("RECONCILER_IT_MONGO_URI"));
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
    }

    public String uri() {
        return uri;
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
