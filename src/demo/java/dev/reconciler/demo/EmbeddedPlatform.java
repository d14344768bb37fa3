package dev.reconciler.demo;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A platform to work on: a MongoDB and an S3 store, both empty, within this JVM. {@code
 * RECONCILER_IT_MONGO_URI} and {@code RECONCILER_IT_S3_ENDPOINT} with its siblings name servers to
 * use instead; there it keeps to databases and a bucket of its own, which it drops when it is
 * closed.
 *
 * @param database the platform's documents
 * @param store its trees and files
 */
public record EmbeddedPlatform(PlatformDatabase database, PlatformStore store)
        implements AutoCloseable {

    /** What the platform's own database is called. */
    public static final String PLATFORM = "platform";

    /** Starts, or finds, the servers that this process's environment asks for. */
    public static EmbeddedPlatform start() {
        return start(System.getenv());
    }

    /**
     * Starts, or finds, the servers that {@code environment} asks for; they answer when this
     * returns.
     */
    public static EmbeddedPlatform start(Map<String, String> environment) {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        PlatformDatabase database =
                Optional.ofNullable(environment.get("RECONCILER_IT_MONGO_URI"))
                        .map(uri -> PlatformDatabase.external(uri, suffix))
                        .orElseGet(PlatformDatabase::embedded);
        try {
            PlatformStore store =
                    environment.containsKey("RECONCILER_IT_S3_ENDPOINT")
                            ? PlatformStore.external(environment, suffix)
                            : PlatformStore.embedded();
            return new EmbeddedPlatform(database, store);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (database) {
            store.close();
        }
    }
}
