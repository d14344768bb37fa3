package dev.reconciler.source.store;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store behind any S3 endpoint. */
public final class S3Store implements ObjectStore {
    private static final int CONNECTIONS = 64;

    /** How many objects have to be refused before the store counts as closed to us. */
    private static final int SAMPLES = 10;

    /** No object has this digest, so a store that may be read says that it is missing. */
    private static final TreeId NOBODY = new TreeId("0".repeat(64));

    private final S3Client client;
    private final S3Settings settings;
    private final S3Errors errors;

    /** Connects at the first call. */
    public S3Store(S3Settings settings) {
        this.client = client(settings);
        this.settings = settings;
        this.errors = new S3Errors(settings);
    }

    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        String key = settings.layout().tree(id);
        return answer(key, body -> fetch(body, limit), Fetched.Missing::new, Fetched.Unread::new);
    }

    @Override
    public Digested digestBlob(String id) {
        String key = settings.layout().blob(id);
        return answer(key, body -> digest(body, id), Digested.Missing::new, Digested.Unread::new);
    }

    @Override
    public String description() {
        return settings.description();
    }

    @Override
    public void check() {
        try {
            sample("tree object", "trees", settings.layout().trees());
            sample("file", "blobs", settings.layout().blobs());
            get(settings.layout().tree(NOBODY), body -> body);
        } catch (SdkException e) {
            if (!S3Errors.saysMissing(e)) {
                throw errors.refusal(e);
            }
        }
    }

    /**
     * A wrong prefix must not make every object look lost, nor a right that we lack every one
     * unreadable; an object that is closed to us for a reason of its own must not stop the rest.
     */
    private void sample(String what, String key, String prefix) {
        var found =
                client.listObjectsV2(
                        r -> r.bucket(settings.bucket()).prefix(prefix).maxKeys(SAMPLES));
        if (found.contents().isEmpty()) {
            throw new Problem(
                    "the bucket has no " + what,
                    description() + ", " + prefix,
                    "correct reconciler.store.bucket or reconciler.store." + key);
        }
        Optional<SdkException> refusal = Optional.empty();
        for (S3Object object : found.contents()) {
            refusal = refusal(object.key());
            if (refusal.isEmpty()) {
                return;
            }
        }
        throw refusal.orElseThrow();
    }

    /** What keeps it from being read, but for a lack of rights, may be this object's alone. */
    private Optional<SdkException> refusal(String key) {
        try {
            get(
                    key,
                    body -> {
                        body.giveUp();
                        return body;
                    });
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(e).filter(S3Errors::saysForbidden);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Fetched fetch(S3Body body, int limit) throws IOException {
        if (body.size() > limit) {
            body.giveUp();
            return new Fetched.TooLarge(body.size());
        }
        byte[] bytes = body.in().readNBytes(limit + 1);
        if (bytes.length > limit) {
            body.giveUp();
            return new Fetched.TooLarge(bytes.length);
        }
        body.requireWhole(bytes.length);
        return new Fetched.Present(bytes);
    }

    private static Digested digest(S3Body body, String id) throws IOException {
        ObjectDigest digest = new ObjectDigest(id);
        long size = digest.update(body.in());
        body.requireWhole(size);
        return new Digested.Present(size, digest.hex());
    }

    private <T> T answer(
            String key,
            S3Body.Reading<T> reading,
            Supplier<T> missing,
            Function<String, T> unread) {
        try {
            return get(key, reading);
        } catch (SdkException e) {
            if (S3Errors.saysMissing(e)) {
                return unlisted(key, missing, unread);
            }
            throwIfProblem(e);
            return unread.apply(S3Errors.why(e));
        }
    }

    /** A store that lists an object and has no such key is at odds with itself. */
    private <T> T unlisted(String key, Supplier<T> missing, Function<String, T> unread) {
        try {
            return isListed(key)
                    ? unread.apply("the store lists it, and answers that it is not there")
                    : missing.get();
        } catch (SdkException e) {
            throwIfProblem(e);
            return unread.apply("whether it is listed: " + S3Errors.why(e));
        }
    }

    private boolean isListed(String key) {
        return client
                .listObjectsV2(r -> r.bucket(settings.bucket()).prefix(key).maxKeys(1))
                .contents()
                .stream()
                .anyMatch(object -> object.key().equals(key));
    }

    private void throwIfProblem(SdkException e) {
        errors.problem(e)
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    private <T> T get(String key, S3Body.Reading<T> reading) {
        return client.getObject(
                r -> r.bucket(settings.bucket()).key(key),
                S3Body.reader(settings.patience(), reading));
    }

    private static S3Client client(S3Settings settings) {
        var patience = settings.patience();
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.pathStyle())
                        .credentialsProvider(credentials(settings))
                        // Older stores refuse the SDK's own checksums; ours is the object's id.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(CONNECTIONS)
                                        .connectionTimeout(patience.connect())
                                        .socketTimeout(patience.silence()))
                        .overrideConfiguration(c ->
                                c.addExecutionInterceptor(new S3RetryLog())
                                        .retryStrategy(
                                                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                        .maxAttempts(patience.tries())
                                                        .build()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(c ->
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(c.accessKey(), c.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
