package dev.reconciler.report;

import dev.reconciler.plan.Entry;
import java.util.Optional;

/**
 * One entry of the plan with what people need besides.
 *
 * @param deploy the entry's deploy
 * @param target the deploy that a REVERT goes back to; empty for other remedies
 * @param result what came of it; empty before <i>apply</i>
 */
public record EntryReport(
        Entry entry,
        DeployFacts deploy,
        Optional<DeployFacts> target,
        Optional<EntryResult> result) {

    /** Whether the platform was read again and is as the plan leaves it. */
    public boolean isConfirmed() {
        return result.filter(r -> r == EntryResult.CONFIRMED).isPresent();
    }
}
