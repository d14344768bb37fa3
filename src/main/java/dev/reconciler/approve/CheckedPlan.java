package dev.reconciler.approve;

import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/** The proof. Its constructor is seen in this package only. */
record CheckedPlan(FrozenPlan plan, PlanDigests digests, List<Approval> approvals)
        implements ApprovedPlan {
    /** How many people have to sign. */
    static final int PEOPLE = 2;

    CheckedPlan {
        approvals = List.copyOf(approvals);
        long people = approvals.stream().map(Approval::person).distinct().count();
        if (people < PEOPLE || people != approvals.size() || !digests.plan().equals(plan.id())) {
            throw new IllegalArgumentException("not two people, or not this plan");
        }
    }

    @Override
    public String id() {
        return plan.id();
    }

    @Override
    public PlanHeader header() {
        return plan.header();
    }

    @Override
    public Path folder() {
        return plan.folder();
    }

    @Override
    public PlanReader entries(LongPredicate which) {
        return new PlanReader(plan, digests, which);
    }
}
