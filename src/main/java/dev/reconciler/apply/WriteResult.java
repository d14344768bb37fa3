package dev.reconciler.apply;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonValue;

/** What became of one document of an entry. */
public sealed interface WriteResult {
    /**
     * This plan wrote it, now or before a crash.
     *
     * @param updatedAt what {@code updated_at} was set to
     * @param replaced what it was before; empty: absent
     */
    record Applied(Instant updatedAt, Optional<BsonValue> replaced) implements WriteResult {}

    /** It was as planned, by somebody else's doing. */
    record AlreadyApplied() implements WriteResult {}

    /**
     * It is not as the plan saw it, and stays untouched.
     *
     * @param attempt what {@code updated_at} was to become by an attempt before, of which nobody
     *     knows whether it was made; empty where nothing of ours can have been
     */
    record Conflict(String why, Optional<Instant> attempt) implements WriteResult {
        /** How the reason begins where it lies in the deploy that a site was to publish. */
        public static final String TARGET = "the deploy that it should publish";

        /** How it begins where the write would have taken down a page that is up. */
        public static final String LIVE = "a site publishes it by now: ";

        /** How it begins where nothing has changed, but the database would not have the write. */
        public static final String REFUSED = "the database refuses the write: ";

        public Conflict(String why) {
            this(why, Optional.empty());
        }
    }

    /** The database did not answer, however often it was asked. */
    record Unknown(String why) implements WriteResult {}

    /** Whether the document is as planned, so that what depends on it may follow. */
    default boolean holds() {
        return switch (this) {
            case Applied a -> true;
            case AlreadyApplied a -> true;
            case Conflict c -> false;
            case Unknown u -> false;
        };
    }

    /** One word for records and people. */
    default String text() {
        return switch (this) {
            case Applied a -> "applied";
            case AlreadyApplied a -> "already-applied";
            case Conflict c -> "conflict";
            case Unknown u -> "unknown";
        };
    }
}
