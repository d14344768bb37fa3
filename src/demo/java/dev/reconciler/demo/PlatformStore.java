package dev.reconciler.demo;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 store for the platform: S3Proxy within the JVM, or one that is there already, in a bucket
 * of its own which is dropped at the end.
 */
public abstract sealed class PlatformStore implements AutoCloseable {
    private final URI endpoint;
    private final String region;
    private final String bucket;
    private final String accessKey;
    private final String secretKey;

    private PlatformStore(
            URI endpoint, String region, String bucket, String accessKey, String secretKey) {
        this.endpoint = endpoint;
        this.region = region;
        this.bucket = bucket;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** On a free port of the loopback interface. */
    static PlatformStore embedded() {
        BlobStoreContext context =
                ContextBuilder.newBuilder("transient-nio2")
                        .credentials("", "")
                        .build(BlobStoreContext.class);
        S3Proxy proxy =
                S3Proxy.builder()
                        .blobStore(context.getBlobStore())
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4, "demo-access", "demo-secret")
                        .build();
        try {
            proxy.start();
        } catch (Exception e) { // as S3Proxy declares it
            context.close();
            throw new IllegalStateException("S3Proxy did not start", e);
        }
        return new Embedded(proxy, context);
    }

    /**
     * @param environment with the keys {@code RECONCILER_IT_S3_ENDPOINT}, {@code _REGION}, {@code
     *     _BUCKET}, {@code _ACCESS_KEY} and {@code _SECRET_KEY}
     * @param suffix of its bucket's name, so that nobody else has it
     */
    static PlatformStore external(Map<String, String> environment, String suffix) {
        return new External(environment, suffix);
    }

    /** Stores an object, perhaps only a moment later: see {@link #flush}. */
    public abstract void put(String key, byte[] bytes);

    /** Waits until everything is stored. */
    public abstract void flush();

    @Override
    public abstract void close();

    public URI endpoint() {
        return endpoint;
    }

    public String region() {
        return region;
    }

    public String bucket() {
        return bucket;
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    /** Takes its objects without the way over HTTP. */
    private static final class Embedded extends PlatformStore {
        private final S3Proxy proxy;
        private final BlobStoreContext context;
        private final BlobStore blobs;

        Embedded(S3Proxy proxy, BlobStoreContext context) {
            super(
                    URI.create("http://127.0.0.1:" + proxy.getPort()),
                    "us-east-1",
                    "deploys",
                    "demo-access",
                    "demo-secret");
            this.proxy = proxy;
            this.context = context;
            this.blobs = context.getBlobStore();
            blobs.createContainerInLocation(null, bucket());
        }

        @Override
        public void put(String key, byte[] bytes) {
            blobs.putBlob(
                    bucket(),
                    blobs.blobBuilder(key).payload(bytes).contentLength(bytes.length).build());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            try {
                proxy.stop();
            } catch (Exception e) { // as S3Proxy declares it
                throw new IllegalStateException("S3Proxy did not stop", e);
            } finally {
                context.close();
            }
        }
    }

    private static final class External extends PlatformStore {
        private static final int AT_ONCE = 16;

        private final S3Client client;
        private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        private final Semaphore waiting = new Semaphore(AT_ONCE * 2);
        private volatile Optional<RuntimeException> failure = Optional.empty();

        External(Map<String, String> environment, String suffix) {
            super(
                    URI.create(environment.getOrDefault("RECONCILER_IT_S3_ENDPOINT", "")),
                    environment.getOrDefault("RECONCILER_IT_S3_REGION", "us-east-1"),
                    environment.getOrDefault("RECONCILER_IT_S3_BUCKET", "deploys") + "-" + suffix,
                    environment.getOrDefault("RECONCILER_IT_S3_ACCESS_KEY", ""),
                    environment.getOrDefault("RECONCILER_IT_S3_SECRET_KEY", ""));
            this.client =
                    S3Client.builder()
                            .endpointOverride(endpoint())
                            .region(Region.of(region()))
                            .forcePathStyle(true)
                            // Ceph refuses an empty object in chunks.
                            .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                            .credentialsProvider(
                                    StaticCredentialsProvider.create(
                                            AwsBasicCredentials.create(accessKey(), secretKey())))
                            .build();
            client.createBucket(request -> request.bucket(bucket()));
        }

        @Override
        public void put(String key, byte[] bytes) {
            waiting.acquireUninterruptibly();
            threads.execute(() -> {
                try {
                    client.putObject(
                            request -> request.bucket(bucket()).key(key),
                            RequestBody.fromBytes(bytes));
                } catch (RuntimeException e) { // told by flush, on the thread that waits for it
                    failure = Optional.of(e);
                } finally {
                    waiting.release();
                }
            });
        }

        @Override
        public void flush() {
            waiting.acquireUninterruptibly(AT_ONCE * 2);
            waiting.release(AT_ONCE * 2);
            failure.ifPresent(e -> {
                throw e;
            });
        }

        @Override
        public void close() {
            threads.shutdown();
            for (S3Object object :
                    client.listObjectsV2Paginator(request -> request.bucket(bucket())).contents()) {
                client.deleteObject(request -> request.bucket(bucket()).key(object.key()));
            }
            client.deleteBucket(request -> request.bucket(bucket()));
            client.close();
        }
    }
}
