package dev.reconciler.approve;

import dev.reconciler.plan.PlanHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A plan that two different people stand behind. Whoever holds one knows that the signatures were
 * checked: only {@link Approvals} makes it, and nothing else may be applied.
 */
public sealed interface ApprovedPlan permits CheckedPlan {
    /** The plan's id, computed from its file when the signatures were checked. */
    String id();

    PlanHeader header();

    /** The plan's folder. */
    Path folder();

    /** Who approved it, one approval per person. */
    List<Approval> approvals();

    /**
     * Opens the entries, in the order of application. What is read is what was signed: a file that
     * has changed since ends in a problem before any entry of the changed part is given.
     *
     * @param which the numbers of those that are given, from 1
     */
    PlanReader entries(LongPredicate which);
}
