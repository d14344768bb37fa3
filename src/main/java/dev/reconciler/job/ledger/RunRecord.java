package dev.reconciler.job.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger keeps of a run.
 *
 * @param id counts up in one ledger
 * @param configuration digest of what the run was configured with
 * @param host where the process runs, or ran last; {@code process} is its id there
 * @param endedAt empty while it goes on, and where its process vanished
 * @param exitBits sum of the exit status so far
 * @param message why it failed; empty where it did not
 */
public record RunRecord(
        long id,
        Asked asked,
        String configuration,
        String host,
        long process,
        Instant startedAt,
        Optional<Instant> endedAt,
        RunState state,
        int exitBits,
        Optional<String> message) {

    /**
     * What the run was asked to do.
     *
     * @param job {@code plan}, {@code apply} or {@code undo}
     * @param plan the plan's id; empty until there is one
     * @param options the job's own, a JSON object that only the job reads
     */
    public record Asked(String job, Optional<String> plan, String options) {}
}
