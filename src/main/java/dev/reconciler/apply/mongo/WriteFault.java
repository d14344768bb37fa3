package dev.reconciler.apply.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import dev.reconciler.apply.Swap;
import dev.reconciler.model.Problem;
import java.util.Set;

/** What a driver's exception says of a write, and of the database. */
final class WriteFault {
    /** Unauthorized, and AtlasError, which is Atlas's word for it. */
    private static final Set<Integer> NO_RIGHT = Set.of(13, 8000);

    /**
     * DocumentValidationFailure, DuplicateKey, and two codes of a document that would be too large.
     */
    private static final Set<Integer> THIS_DOCUMENT = Set.of(121, 11000, 10334, 17419);

    /**
     * CommandNotFound, CommandNotSupported, NotImplemented, and a word for it that other servers
     * than MongoDB have: none of this passes.
     */
    private static final Set<Integer> UNABLE = Set.of(59, 115, 238, 303);

    private WriteFault() {}

    /**
     * The answer that the exception stands for.
     *
     * @throws Problem where no other write would fare better
     */
    static Swap answer(String where, MongoException error) {
        return switch (error) {
            case MongoWriteConcernException unsure -> unknown(unsure);
            case MongoSecurityException refused -> throw refused(where, refused);
            case MongoSocketException broken -> unknown(broken);
            case MongoTimeoutException silent -> unknown(silent);
            case MongoServerException answered when THIS_DOCUMENT.contains(answered.getCode()) ->
                    new Swap.Rejected(firstLine(answered));
            case MongoServerException answered when NO_RIGHT.contains(answered.getCode()) ->
                    throw refused(where, answered);
            case MongoServerException answered when UNABLE.contains(answered.getCode()) ->
                    throw unable(where, answered);
            default -> unknown(error);
        };
    }

    /** Whether it may help to ask again. */
    static boolean mayPass(MongoException error) {
        return switch (error) {
            case MongoSecurityException refused -> false;
            case MongoInterruptedException stopped -> false;
            case MongoServerException answered ->
                    !NO_RIGHT.contains(answered.getCode()) && !UNABLE.contains(answered.getCode());
            default -> true;
        };
    }

    private static Swap unknown(MongoException error) {
        return new Swap.Unknown(firstLine(error));
    }

    private static Problem refused(String where, MongoException error) {
        return new Problem(
                "the database does not let our user write",
                where,
                "Grant it the role readWrite on that database, then apply again: what was written is known",
                error);
    }

    private static Problem unable(String where, MongoException error) {
        return new Problem(
                "the database does not know what a write that compares first needs",
                where,
                "Use MongoDB itself, or a server that can do this, too: " + firstLine(error),
                error);
    }

    static Problem unreadable(String where, MongoException error) {
        return new Problem(
                "the database cannot be read",
                where,
                "See whether it is up and lets us read, then apply again: " + firstLine(error),
                error);
    }

    /** For the log. */
    static String brief(MongoException error) {
        return error instanceof MongoTimeoutException ? "no server answers" : firstLine(error);
    }

    private static String firstLine(MongoException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
