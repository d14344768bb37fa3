package dev.reconciler.source.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoServerException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.reconciler.model.Problem;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One database of a server that has answered and let us in.
 *
 * @param hosts with ports, separated by commas, without credentials
 * @param description hosts and database, for people
 */
record Connection(MongoClient client, MongoDatabase database, String hosts, String description) {
    private static final int SERVER_SELECTION_SECONDS = 10;
    private static final int READ_MINUTES = 5;

    /**
     * ReadConcernMajorityNotEnabled and InvalidOptions: old servers, and some that were started
     * over a snapshot.
     */
    private static final Set<Integer> NO_MAJORITY = Set.of(148, 72);

    static Connection open(String uri, String name, String collection) {
        ConnectionString address = parse(uri);
        String hosts = String.join(",", address.getHosts());
        String description = "mongodb://" + hosts + "/" + name;
        Retries retries = new Retries(description, false);
        MongoClient client = retries.of(() -> MongoClients.create(settings(address)));
        try {
            return retries.of(() ->
                    new Connection(
                            client,
                            reading(client.getDatabase(name), collection),
                            hosts,
                            description));
        } catch (Problem refused) {
            client.close();
            throw refused;
        }
    }

    private static ConnectionString parse(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            // Without the cause, which repeats parts of the URI.
            throw new Problem(
                    "this is no MongoDB URI",
                    "a URI that is not shown, since it may hold a password",
                    "check its options, and that : / ? # [ ] @ in a password are percent-encoded");
        }
    }

    private static MongoClientSettings settings(ConnectionString address) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(READ_MINUTES, TimeUnit.MINUTES))
                .applicationName("deploy-reconciler")
                // Ours wait a little before they ask again, and say so.
                .retryReads(false)
                .applyConnectionString(address)
                .readPreference(ReadPreference.primary())
                .build();
    }

    /**
     * Asks for anything, to see whether the server answers, lets us in, and knows what a majority
     * has.
     */
    private static MongoDatabase reading(MongoDatabase database, String collection) {
        MongoDatabase majority = database.withReadConcern(ReadConcern.MAJORITY);
        try {
            majority.getCollection(collection).find().limit(1).first();
            return majority;
        } catch (MongoServerException e) {
            if (NO_MAJORITY.contains(e.getCode())) {
                return database.withReadConcern(ReadConcern.DEFAULT);
            }
            throw e;
        }
    }

    /** Does it, several times where need be, and says in our words what went wrong. */
    <T> T guarded(Supplier<T> what) {
        return new Retries(description, true).of(what);
    }
}
