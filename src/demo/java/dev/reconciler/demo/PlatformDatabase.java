package dev.reconciler.demo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * A MongoDB for the platform: one within the JVM, or one that is there already, in databases of its
 * own which are dropped at the end.
 */
public final class PlatformDatabase implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final int SECONDS_TO_ANSWER = 20;

    private final Optional<MongoServer> embedded;
    private final String uri;
    private final String suffix;
    private final MongoClient client;
    private final List<String> used = new ArrayList<>();

    private PlatformDatabase(Optional<MongoServer> embedded, String uri, String suffix) {
        this.embedded = embedded;
        this.uri = uri;
        this.suffix = suffix;
        this.client =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(uri))
                                .applyToClusterSettings(cluster ->
                                        cluster.serverSelectionTimeout(
                                                SECONDS_TO_ANSWER, TimeUnit.SECONDS))
                                .build());
        client.getDatabase("admin").runCommand(new BsonDocument("ping", new org.bson.BsonInt32(1)));
    }

    /** On a free port of the loopback interface. */
    static PlatformDatabase embedded() {
        // Without a newer version than the default it answers as a MongoDB that current clients
        // refuse.
        MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        server.bind("127.0.0.1", 0);
        return new PlatformDatabase(
                Optional.of(server),
                "mongodb://127.0.0.1:" + server.getLocalAddress().getPort(),
                "");
    }

    /**
     * @param suffix of its databases' names, so that nobody else has them
     */
    static PlatformDatabase external(String uri, String suffix) {
        return new PlatformDatabase(Optional.empty(), uri, "_" + suffix);
    }

    /** For the configuration. */
    public String uri() {
        return uri;
    }

    /** The real name of a database that this platform calls {@code name}. */
    public String database(String name) {
        String real = name + suffix;
        if (!used.contains(real)) {
            used.add(real);
        }
        return real;
    }

    public MongoCollection<RawBsonDocument> collection(String database, String name) {
        return client.getDatabase(database(database)).getCollection(name, RawBsonDocument.class);
    }

    /** Inserts what {@code source} gives, in that order. */
    public void insert(
            String database, String collection, Consumer<Consumer<BsonDocument>> source) {
        MongoCollection<RawBsonDocument> into = collection(database, collection);
        List<RawBsonDocument> batch = new ArrayList<>(BATCH);
        source.accept(document -> {
            batch.add(
                    document instanceof RawBsonDocument raw
                            ? raw
                            : new RawBsonDocument(document, new BsonDocumentCodec()));
            if (batch.size() == BATCH) {
                into.insertMany(batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            into.insertMany(batch);
        }
    }

    /** Every document of a database as it stands now, by collection. */
    public Map<String, List<RawBsonDocument>> picture(String database) {
        Map<String, List<RawBsonDocument>> picture = new LinkedHashMap<>();
        for (String name : List.of("deploys", "sites", "accounts", "builds")) {
            picture.put(name, collection(database, name).find().into(new ArrayList<>()));
        }
        return picture;
    }

    @Override
    public void close() {
        if (embedded.isEmpty()) {
            used.forEach(name -> client.getDatabase(name).drop());
        }
        client.close();
        embedded.ifPresent(MongoServer::shutdownNow);
    }
}
