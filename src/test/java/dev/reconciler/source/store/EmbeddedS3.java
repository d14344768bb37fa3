package dev.reconciler.source.store;

import java.net.URI;
import java.util.Optional;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server for tests: one inside the JVM, or the one that {@code RECONCILER_IT_S3_ENDPOINT} and
 * its siblings name; there in a bucket of its own, which it empties.
 */
final class EmbeddedS3 implements AutoCloseable {
    private static final S3Settings.Credentials CREDENTIALS =
            new S3Settings.Credentials(
                    environment("ACCESS_KEY", "test-access"),
                    environment("SECRET_KEY", "test-secret"));

    private final Optional<S3Proxy> proxy;
    private final S3Settings settings;
    private final S3Client client;

    private EmbeddedS3(Optional<S3Proxy> proxy, URI endpoint, String purpose) {
        this.proxy = proxy;
        this.settings =
                new S3Settings(
                        Optional.of(endpoint),
                        environment("REGION", "us-east-1"),
                        environment("BUCKET", "deploys") + "-" + purpose,
                        true,
                        Optional.of(CREDENTIALS),
                        StoreLayout.DEFAULT,
                        S3Settings.Patience.DEFAULT);
        this.client = client();
    }

    /**
     * Starts or finds the server, with a bucket.
     *
     * @param purpose of the bucket: each has one of its own
     */
    static EmbeddedS3 start(String purpose) {
        String endpoint = System.getenv("RECONCILER_IT_S3_ENDPOINT");
        EmbeddedS3 s3 =
                endpoint == null
                        ? embedded(purpose)
                        : new EmbeddedS3(Optional.empty(), URI.create(endpoint), purpose);
        if (s3.client.listBuckets().buckets().stream()
                .noneMatch(b -> b.name().equals(s3.bucket()))) {
            s3.client.createBucket(r -> r.bucket(s3.bucket()));
        }
        return s3;
    }

    /** How the server is reached. */
    S3Settings settings() {
        return settings;
    }

    /** How somebody else reaches it. */
    S3Settings settings(S3Settings.Credentials credentials) {
        return new S3Settings(
                settings.endpoint(),
                settings.region(),
                settings.bucket(),
                settings.pathStyle(),
                Optional.of(credentials),
                settings.layout(),
                settings.patience());
    }

    /** Somebody else who has an account there; empty where the environment names nobody. */
    static Optional<S3Settings.Credentials> reader() {
        return Optional.ofNullable(System.getenv("RECONCILER_IT_S3_READER_ACCESS_KEY"))
                .map(key -> new S3Settings.Credentials(key, CREDENTIALS.secretKey()));
    }

    /** From now on others may do in the bucket what the policy says. */
    void policy(String json) {
        client.putBucketPolicy(r -> r.bucket(bucket()).policy(json));
    }

    /** Stores an object. */
    void put(String key, byte[] bytes) {
        client.putObject(r -> r.bucket(bucket()).key(key), RequestBody.fromBytes(bytes));
    }

    /** Takes every object out. */
    void empty() {
        client.listObjectsV2Paginator(r -> r.bucket(bucket())).contents().stream()
                .toList()
                .forEach(o -> client.deleteObject(r -> r.bucket(bucket()).key(o.key())));
    }

    @Override
    public void close() throws Exception {
        client.close();
        if (proxy.isPresent()) {
            proxy.get().stop();
        }
    }

    private String bucket() {
        return settings.bucket();
    }

    private static EmbeddedS3 embedded(String purpose) {
        S3Proxy proxy =
                S3Proxy.builder()
                        .blobStore(
                                ContextBuilder.newBuilder("transient-nio2")
                                        .credentials("", "")
                                        .build(BlobStoreContext.class)
                                        .getBlobStore())
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4,
                                CREDENTIALS.accessKey(),
                                CREDENTIALS.secretKey())
                        .build();
        try {
            proxy.start();
        } catch (Exception e) { // as S3Proxy declares it
            throw new IllegalStateException("S3Proxy did not start", e);
        }
        return new EmbeddedS3(
                Optional.of(proxy), URI.create("http://127.0.0.1:" + proxy.getPort()), purpose);
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(settings.endpoint().orElseThrow())
                .region(Region.of(settings.region()))
                .forcePathStyle(true)
                // Ceph refuses an empty object in chunks.
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        CREDENTIALS.accessKey(), CREDENTIALS.secretKey())))
                .build();
    }

    private static String environment(String name, String otherwise) {
        return System.getenv().getOrDefault("RECONCILER_IT_S3_" + name, otherwise);
    }
}
