package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.report.EntryResult;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a plan, in its folder: {@code applied.json} with the counts, and {@code
 * conflicts.jsonl}, a line per entry that was left alone, with why.
 */
record ApplySummary(ApprovedPlan plan, JournalTable journal) {
    /** Name of the file with the counts. */
    static final String COUNTS = "applied.json";

    /** Name of the list of conflicts. */
    static final String CONFLICTS = "conflicts.jsonl";

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
            writeConflicts();
            replace(COUNTS, out -> out.write(counts.toPrettyString()));
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
                + (left() == 0 ? "" : "; %,d are still to come".formatted(left()));
    }

    /** How many entries no run has written yet. */
    private long left() {
        return plan.header().entries() - journal.confirmations();
    }

    private long count(EntryResult result) {
        return journal.confirmations(result.name());
    }

    @FunctionalInterface
    private interface Content {
        void to(Writer out) throws IOException;
    }

    private void replace(String name, Content content) throws IOException {
        try (DurableFile file = new DurableFile(plan.folder().resolve(name))) {
            content.to(file.writer());
            file.keep();
        }
    }

    /** Writes the list alone anew: also that of a run which has yet to come to its end. */
    void writeConflicts() throws IOException {
        replace(CONFLICTS, this::writeConflicts);
    }

    private void writeConflicts(Writer out) throws IOException {
        Map<Long, String> conflicts = journal.whyConflicts();
        if (conflicts.isEmpty()) {
            return;
        }
        try (PlanReader entries = plan.entries(all -> true)) {
            for (Optional<Numbered> entry = entries.next();
                    entry.isPresent();
                    entry = entries.next()) {
                String why = conflicts.get(entry.get().number());
                if (why != null) {
                    ObjectNode line = MAPPER.createObjectNode();
                    line.set(
                            "deploy",
                            MAPPER.readTree(PlanLines.json(entry.get().entry().deploy())));
                    line.put("remedy", entry.get().entry().remedy().text());
                    line.put("why", why);
                    out.write(line.toString() + '\n');
                }
            }
        }
    }
}
