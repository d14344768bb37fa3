package dev.reconciler.apply.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.reconciler.model.Problem;
import java.util.concurrent.TimeUnit;

/** A MongoDB connection string, understood. */
record Address(ConnectionString string) {
    private static final int SERVER_SELECTION_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    static Address parse(String uri) {
        try {
            return new Address(new ConnectionString(uri));
        } catch (IllegalArgumentException e) {
            // Without the cause, which repeats parts of the URI.
            throw new Problem(
                    "this is no MongoDB URI",
                    "a URI that is not shown, since it may hold a password",
                    "check its options, and that : / ? # [ ] @ in a password are percent-encoded");
        }
    }

    /** Hosts and ports, without credentials. */
    String hosts() {
        return String.join(",", string.getHosts());
    }

    MongoClient connect() {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyToClusterSettings(cluster ->
                                cluster.serverSelectionTimeout(
                                        SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
                        .applyToSocketSettings(
                                socket -> socket.readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS))
                        .applicationName("deploy-reconciler")
                        // We read again after a while, and say so; and a write is never sent again
                        // before the document was read.
                        .retryReads(false)
                        .retryWrites(false)
                        .applyConnectionString(string)
                        .build());
    }
}
