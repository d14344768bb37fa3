package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.Bounds;
import dev.reconciler.model.Refused;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlanHeader.TierTotal;
import java.util.Optional;

/** Refuses a plan that would change more than is allowed, unless somebody names its size. */
record Limits(Bounds bounds, ApprovedPlan plan) {

    void check(ApplyOptions options) {
        PlanHeader header = plan.header();
        if (options.expect(header)) {
            return;
        }
        refuse("", damaged(header), header.deploys(), bounds.maxDamage());
        bounds.maxDamageOfTier()
                .forEach((tier, most) ->
                        Optional.ofNullable(header.totals().get(tier))
                                .ifPresent(total ->
                                        refuse(
                                                " of tier " + tier,
                                                total.damaged(),
                                                total.deploys(),
                                                most)));
    }

    /** Also where the plan is for a part of the platform: what was found all over it. */
    private static long damaged(PlanHeader header) {
        long found = header.totals().values().stream().mapToLong(TierTotal::damaged).sum();
        return Math.max(header.entries(), found);
    }

    private void refuse(String of, long damaged, long deploys, double most) {
        double share = deploys == 0 ? (damaged == 0 ? 0 : 1) : (double) damaged / deploys;
        if (share > most) {
            throw new Refused(
                    "the plan is larger than max-damage allows",
                    "%,d damaged deploys%s of %,d are %.1f %%, more than %.1f %%"
                            .formatted(damaged, of, deploys, share * 100, most * 100),
                    "Find out why; where it is right, apply it with --expect "
                            + plan.header().entries());
        }
    }
}
