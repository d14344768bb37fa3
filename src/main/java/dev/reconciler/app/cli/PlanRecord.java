package dev.reconciler.app.cli;

import dev.reconciler.job.ledger.JournalHeads;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;

/**
 * The ledger, open at what it has of one plan's writes.
 *
 * @param journal of the plan
 */
record PlanRecord(Ledger ledger, JournalTable journal) implements AutoCloseable {

    /**
     * @throws Problem where the plan was never applied with this ledger
     */
    static PlanRecord open(LedgerAddress address, FrozenPlan plan) {
        Ledger ledger = Ledger.open(address);
        try {
            RunRecord run =
                    ledger.runs()
                            .newest("apply", plan.id())
                            .orElseThrow(() -> neverApplied(address, plan));
            return new PlanRecord(ledger, ledger.journal(run.id(), plan.id()));
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private static Problem neverApplied(LedgerAddress address, FrozenPlan plan) {
        JournalHeads.refuseWhereNoted(plan.folder(), plan.id());
        return new Problem(
                "the plan was not applied with this ledger",
                address.shown() + ", plan " + Screen.brief(plan.id()),
                "where that was another ledger, set ledger.url to it; what was never applied has no backup");
    }

    @Override
    public void close() {
        ledger.close();
    }
}
