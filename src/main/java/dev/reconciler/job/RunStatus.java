package dev.reconciler.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reconciler.job.ledger.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is: what {@code status} answers, from a file, while the ledger is busy.
 *
 * @param state {@code running}, {@code paused}, {@code completed}, {@code stopped}, {@code failed}
 *     or {@code refused}
 * @param holder the process that runs it, or ran it last
 * @param plan the plan's id; empty while there is none
 * @param folder the plan's folder; likewise
 * @param exitStatus as the command ended; empty, and not written, until it has
 * @param message why it failed; empty where it did not
 */
public record RunStatus(
        long run,
        String job,
        String state,
        Holder holder,
        Instant updatedAt,
        List<StepStatus> steps,
        Optional<String> plan,
        Optional<String> folder,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> exitStatus,
        Optional<String> message) {

    public RunStatus {
        steps = List.copyOf(steps);
    }

    /** Whether it says that it goes on, be it that it waits. */
    public boolean goesOn() {
        return state.equals("running") || state.equals("paused");
    }

    /** Whether it says that it goes on though its process is known to have ended. */
    public boolean hasVanished() {
        return goesOn() && holder.hasEnded();
    }

    /** The same, for machines that look at the state alone: {@code vanished}. */
    public RunStatus vanished() {
        return new RunStatus(
                run, job, "vanished", holder, updatedAt, steps, plan, folder, exitStatus, message);
    }
}
