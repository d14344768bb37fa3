package dev.reconciler.source.store;

import dev.reconciler.model.Problem;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an S3 error means to us, in one place. Only the answer "no such key" makes an object
 * missing; what would fail for every object alike is a {@link Problem}; all else is an object that
 * could not be read.
 */
final class S3Errors {
    private static final String SETTINGS = "reconciler.store.";

    /** How the SDK begins what is a list of all the places in which it looked. */
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private final S3Settings settings;

    S3Errors(S3Settings settings) {
        this.settings = settings;
    }

    /**
     * Whether the store answered that it has no such key. A bucket that is not there is a 404 as
     * well.
     */
    static boolean saysMissing(SdkException e) {
        return e instanceof AwsServiceException service
                && service.statusCode() == 404
                && code(service).equals("NoSuchKey");
    }

    /** Whether the store answered that we lack a right. */
    static boolean saysForbidden(SdkException e) {
        return e instanceof AwsServiceException service
                && service.statusCode() == 403
                && code(service).equals("AccessDenied");
    }

    /** For people. */
    static String why(SdkException e) {
        if (e instanceof AwsServiceException service) {
            String code = code(service);
            return "the store answered "
                    + service.statusCode()
                    + (code.isEmpty() ? "" : " " + code);
        }
        return "the store did not answer to the end: " + rootOf(e);
    }

    /** The problem with the whole store, where the error is one. */
    Optional<Problem> problem(SdkException e) {
        return e instanceof AwsServiceException service ? problem(service) : Optional.empty();
    }

    /** The problem that keeps even a first look at the store from being answered. */
    Problem refusal(SdkException e) {
        return problem(e)
                .orElseGet(() ->
                        e instanceof AwsServiceException service
                                ? refused(service)
                                : unreachable(e));
    }

    private Optional<Problem> problem(AwsServiceException e) {
        return switch (code(e)) {
            case "NoSuchBucket" ->
                    some(e, "the store has no such bucket", "correct " + SETTINGS + "bucket");
            case "InvalidAccessKeyId" ->
                    some(
                            e,
                            "the store does not know the access key",
                            "correct " + SETTINGS + "access-key");
            case "SignatureDoesNotMatch" ->
                    some(
                            e,
                            "the secret key is not that of the access key",
                            "correct " + SETTINGS + "secret-key");
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                    some(e, "the credentials have expired", "renew them, then resume");
            case "RequestTimeTooSkewed" ->
                    some(e, "this machine's clock differs from the store's", "set the clock");
            case "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                    some(e, "the bucket is in another region", "correct " + SETTINGS + "region");
            default ->
                    e.statusCode() == 301 || e.statusCode() == 307
                            ? some(
                                    e,
                                    "the bucket is elsewhere",
                                    "correct " + SETTINGS + "region and endpoint")
                            : Optional.empty();
        };
    }

    private Problem refused(AwsServiceException e) {
        if (e.statusCode() == 403) {
            return of(
                    e,
                    "the store refuses to list or to read (" + why(e) + ")",
                    "give the access key the rights s3:ListBucket and s3:GetObject: without the"
                            + " first a missing object looks like a refused one");
        }
        return of(e, why(e), "check " + SETTINGS + "endpoint, region and bucket");
    }

    private Problem unreachable(SdkException e) {
        if (String.valueOf(e.getMessage()).startsWith(NO_CREDENTIALS)) {
            return of(
                    e,
                    "there are no credentials for the store",
                    "set "
                            + SETTINGS
                            + "access-key and secret-key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return of(
                e,
                "the store cannot be reached: " + rootOf(e),
                "check " + SETTINGS + "endpoint and the credentials, and that the store is up");
    }

    private Optional<Problem> some(SdkException e, String what, String next) {
        return Optional.of(of(e, what, next));
    }

    private Problem of(SdkException e, String what, String next) {
        return new Problem(what, settings.description(), next, e);
    }

    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException) {
            return "no such host " + root.getMessage();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
