package dev.reconciler.source.mongo;

import com.mongodb.MongoClientException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import dev.reconciler.model.Problem;
import dev.reconciler.model.SourceAway;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database again where the reason may pass by itself: a few times, each later than the one
 * before, and not all clients at the same moment. The log tells of each.
 *
 * @param where hosts and database, without credentials
 * @param reached whether a server has answered before: one that never did, whose address may be
 *     wrong, is waited for only once
 */
record Retries(String where, boolean reached) {
    static final int TRIES = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final long FIRST_PAUSE_MILLIS = 400;

    /**
     * What a server says that is going, coming, or cut off from others, as the driver's own retries
     * know them.
     */
    private static final Set<Integer> PASSING =
            Set.of(6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    /**
     * The answer.
     *
     * @throws Problem where it cannot pass; where it does not pass soon enough, {@link SourceAway}
     */
    <T> T of(Supplier<T> question) {
        for (int tries = 1; ; tries++) {
            try {
                return question.get();
            } catch (MongoException e) {
                if (!mayPass(e)) {
                    throw MongoFault.of(where, e);
                }
                if (tries == TRIES) {
                    throw new SourceAway(MongoFault.of(where, e));
                }
                pause(tries, MongoFault.reason(e));
            }
        }
    }

    private boolean mayPass(MongoException error) {
        return switch (error) {
            case MongoSecurityException refused -> false;
            case MongoConfigurationException unknown -> false;
            case MongoSocketException broken -> true;
            case MongoCursorNotFoundException forgotten -> true;
            case MongoNotPrimaryException elsewhere -> true;
            case MongoNodeIsRecoveringException soon -> true;
            case MongoServerException answered -> PASSING.contains(answered.getCode());
            // No server could be had in time, or the pool was just emptied.
            case MongoClientException unreached -> reached;
            default -> false;
        };
    }

    private void pause(int tries, String reason) {
        long longest = FIRST_PAUSE_MILLIS << (tries - 1);
        long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest);
        LOG.warn(
                "{}: {}; try {} of {} failed, asked again in {} ms",
                where,
                reason,
                tries,
                TRIES,
                millis);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("reading was interrupted", where, "Resume", e);
        }
    }
}
