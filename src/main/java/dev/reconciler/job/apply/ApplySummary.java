package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import dev.reconciler.report.EntryResult;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a plan, in its folder: {@code applied.json} with the counts, and the list of what is
 * not as planned.
 */
record ApplySummary(ApprovedPlan plan, JournalTable journal, ConflictList conflicts) {
    /** Name of the file with the counts. */
    static final String COUNTS = "applied.json";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Writes both files anew, and says the counts in one line. */
    String write() {
        ObjectNode counts = MAPPER.createObjectNode();
        counts.put("plan", plan.id());
        journal.appliedAt().ifPresent(at -> counts.put("applied_at", at.toString()));
        counts.put("entries", plan.header().entries());
        counts.put("confirmed", count(EntryResult.CONFIRMED));
        counts.put("conflicts", count(EntryResult.CONFLICT));
        counts.put("not_confirmed", count(EntryResult.NOT_CONFIRMED));
        counts.put("left", left());
        try {
            conflicts.write();
            try (DurableFile file = new DurableFile(plan.folder().resolve(COUNTS))) {
                file.writer().write(counts.toPrettyString());
                file.keep();
            }
        } catch (IOException e) {
            throw new Problem(
                    "what was applied cannot be written down: " + e.getMessage(),
                    plan.folder().toString(),
                    "Make room, or let this user write there, then go on: reconciler resume",
                    e);
        }
        return "%,d of %,d entries, %,d conflicts, %,d not as planned when read again"
                        .formatted(
                                count(EntryResult.CONFIRMED),
                                plan.header().entries(),
                                count(EntryResult.CONFLICT),
                                count(EntryResult.NOT_CONFIRMED))
                + (count(EntryResult.NOT_CONFIRMED) == 0 ? "" : ": " + ConflictList.FILE)
                + (left() == 0 ? "" : "; %,d are still to come".formatted(left()));
    }

    /** How many entries no run has written yet. */
    private long left() {
        return plan.header().entries() - journal.confirmations();
    }

    private long count(EntryResult result) {
        return journal.confirmations(result.name());
    }
}
