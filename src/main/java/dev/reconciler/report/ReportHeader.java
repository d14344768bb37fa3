package dev.reconciler.report;

import dev.reconciler.model.Names;
import java.time.Instant;
import java.util.Optional;

/**
 * What all reports of one plan have in common.
 *
 * @param plan the plan's id
 * @param planned when the plan was frozen
 * @param applied when the run of <i>apply</i> that is reported ended; empty before it
 * @param from first bad write; empty without a window
 * @param backup creation time of the newest deploy in the snapshot, which is how customers are told
 *     the age of a backup; empty where not known
 * @param names what the platform calls its fields, to read an entry's writes by
 * @param undo whether the plan takes another one back
 */
public record ReportHeader(
        String plan,
        Instant planned,
        Optional<Instant> applied,
        Optional<Instant> from,
        Optional<Instant> backup,
        Names names,
        boolean undo) {

    /** Of a repair. */
    public ReportHeader(
            String plan,
            Instant planned,
            Optional<Instant> applied,
            Optional<Instant> from,
            Optional<Instant> backup,
            Names names) {
        this(plan, planned, applied, from, backup, names, false);
    }

    /** The first digits of the plan's id, enough to name it by. */
    public String shortPlan() {
        return plan.substring(0, Math.min(8, plan.length()));
    }
}
