package dev.reconciler.job;

import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param run its number in the ledger
 * @param bits of the exit status, without {@link Exit#FAILURE}
 * @param problem why it failed; empty unless {@code end} is {@code FAILED}
 * @param plan the plan's id; empty while there is none
 * @param folder the plan's folder; empty while there is no plan
 */
public record Outcome(
        long run,
        String job,
        End end,
        int bits,
        Optional<Problem> problem,
        Optional<String> plan,
        Optional<Path> folder) {

    /** Where a run can end. */
    public enum End {
        COMPLETED,
        /** At somebody's wish, after the chunk in hand. */
        STOPPED,
        FAILED
    }

    /** As {@code status} calls it. */
    String state() {
        boolean isRefused = problem.filter(Refused.class::isInstance).isPresent();
        return isRefused ? "refused" : end.name().toLowerCase(Locale.ROOT);
    }

    /** The sum for the command. A run that waits for approval has not failed. */
    public int exitStatus() {
        boolean failed = end == End.STOPPED || end == End.FAILED && !Exit.WAITING.isIn(bits);
        return bits | (failed ? Exit.FAILURE.bit() : 0);
    }
}
