package dev.reconciler.job;

import dev.reconciler.model.Id;
import dev.reconciler.report.Conflict;
import dev.reconciler.report.EntryResult;
import java.time.Instant;
import java.util.Optional;

/** What came of a plan's entries, for its reports. */
public interface Results {

    /** Nothing was applied. */
    Results NONE =
            new Results() {
                @Override
                public Optional<Instant> appliedAt() {
                    return Optional.empty();
                }

                @Override
                public Optional<EntryResult> of(Id deploy) {
                    return Optional.empty();
                }

                @Override
                public Optional<Conflict> conflict(Id deploy) {
                    return Optional.empty();
                }
            };

    /** When the plan was applied; empty before it is. */
    Optional<Instant> appliedAt();

    /** What came of the entry of a deploy; empty before the plan is applied. */
    Optional<EntryResult> of(Id deploy);

    /** What the entry of a deploy met that kept it from being written; empty where nothing did. */
    Optional<Conflict> conflict(Id deploy);

    /** The run of <i>apply</i> that is reported; empty before it, and where it is none's. */
    default Optional<Long> run() {
        return Optional.empty();
    }

    /** Whether it was that run that read the entry of a deploy again. */
    default boolean isOfRun(Id deploy) {
        return false;
    }
}
