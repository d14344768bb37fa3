package dev.reconciler.report;

import dev.reconciler.plan.Entry;
import java.util.Optional;

/**
 * One entry of the plan with what people need besides.
 *
 * @param deploy the entry's deploy
 * @param target the deploy that a REVERT goes back to; empty for other remedies
 * @param candidates of what people must decide: the trees that its deploy may have had, for them
 * @param published whether its own site publishes it before the plan
 * @param result what came of it; empty before <i>apply</i>
 * @param conflict what it met, where that is its result
 * @param run of <i>apply</i> that read it again; empty where that is not known
 */
public record EntryReport(
        Entry entry,
        DeployFacts deploy,
        Optional<DeployFacts> target,
        Optional<String> candidates,
        boolean published,
        Optional<EntryResult> result,
        Optional<Conflict> conflict,
        Optional<Long> run) {

    /** Whether the platform was read again and is as the plan leaves it. */
    public boolean isConfirmed() {
        return result.filter(r -> r == EntryResult.CONFIRMED).isPresent();
    }
}
