package dev.reconciler.source.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How an S3 store is reached.
 *
 * @param endpoint empty for the region's own
 * @param pathStyle whether the bucket stands in the path instead of the host's name
 * @param credentials empty for what the SDK finds: environment, profile, instance role
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        boolean pathStyle,
        Optional<Credentials> credentials,
        StoreLayout layout,
        Patience patience) {

    /** A key and its secret, which no text of ours ever shows. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[***]";
        }
    }

    /**
     * How long an object is waited for.
     *
     * @param connect until a connection stands
     * @param silence between two pieces of an answer
     * @param total for one object with all its tries, to which is added a second for each {@link
     *     #SLOWEST} bytes of it
     * @param tries at least one
     */
    public record Patience(Duration connect, Duration silence, Duration total, int tries) {

        /** Bytes a second; what comes more slowly is given up. */
        static final long SLOWEST = 1 << 18;

        /** What a store that works never exhausts. */
        public static final Patience DEFAULT =
                new Patience(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(120), 4);

        /** How long an object of that size may take. */
        Duration forBytes(long size) {
            return total.plusSeconds(Math.max(size, 0) / SLOWEST);
        }
    }

    /** For people, without credentials. */
    String description() {
        String where = endpoint.map(S3Settings::withoutUser).orElse("region " + region);
        return "bucket " + bucket + " at " + where;
    }

    private static String withoutUser(URI endpoint) {
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + port;
    }
}
