package dev.reconciler.job;

import dev.reconciler.model.Id;
import dev.reconciler.report.Conflict;
import dev.reconciler.report.EntryResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

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
                public Function<Id, Optional<Came>> of(Collection<Id> deploys) {
                    return deploy -> Optional.empty();
                }
            };

    /**
     * What came of an entry.
     *
     * @param conflict what kept it from being written; empty where nothing did
     * @param run of <i>apply</i> that read it again; empty where that is not known
     */
    record Came(EntryResult result, Optional<Conflict> conflict, Optional<Long> run) {
        /** It has yet to have its turn. */
        public static final Came NOT_APPLIED =
                new Came(EntryResult.NOT_APPLIED, Optional.empty(), Optional.empty());
    }

    /** When the plan was applied; empty before it is. */
    Optional<Instant> appliedAt();

    /**
     * What came of the entries of these deploys, looked up together; empty before the plan is
     * applied.
     */
    Function<Id, Optional<Came>> of(Collection<Id> deploys);

    /** The run of <i>apply</i> that is reported; empty before it, and where it is none's. */
    default Optional<Long> run() {
        return Optional.empty();
    }
}
