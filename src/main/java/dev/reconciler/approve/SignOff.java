package dev.reconciler.approve;

import java.util.List;
import java.util.Optional;

/**
 * What the signatures in a plan's folder come to.
 *
 * @param plan the proof that it may be applied; empty as long as fewer than two people have signed
 * @param approvals those that count, one per person, oldest file first
 * @param rejected those that do not
 */
public record SignOff(
        Optional<ApprovedPlan> plan, List<Approval> approvals, List<Rejected> rejected) {
    public SignOff {
        approvals = List.copyOf(approvals);
        rejected = List.copyOf(rejected);
    }

    /** How many more people have to sign. */
    public int missing() {
        return Math.max(0, CheckedPlan.PEOPLE - approvals.size());
    }
}
