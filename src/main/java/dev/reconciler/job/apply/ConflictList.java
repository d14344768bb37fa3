package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.report.EntryResult;
import java.io.IOException;
import java.io.Writer;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code conflicts.jsonl} in a plan's folder: a line per entry that was left alone, with why, and
 * then one per entry that was written and not as planned when it was read again, with what was
 * found.
 *
 * @param look what of each entry is not as planned now; nothing where it has become so since
 */
record ConflictList(
        ApprovedPlan plan,
        JournalTable journal,
        Function<List<Numbered>, ? extends List<? extends Collection<String>>> look) {
    /** Its name. */
    static final String FILE = "conflicts.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Entries that are looked at together. */
    private static final int TOGETHER = 100;

    /** The list of a run that ends early, perhaps since nothing can be read: it names them only. */
    static ConflictList withoutLook(ApprovedPlan plan, JournalTable journal) {
        return new ConflictList(
                plan,
                journal,
                entries -> entries.stream().map(entry -> List.<String>of()).toList());
    }

    /** Writes it anew. */
    void write() throws IOException {
        try (DurableFile file = new DurableFile(plan.folder().resolve(FILE))) {
            writeConflicts(file.writer());
            writeNotConfirmed(file.writer());
            file.keep();
        }
    }

    private void writeConflicts(Writer out) throws IOException {
        Map<Long, String> conflicts = journal.whyConflicts();
        if (conflicts.isEmpty()) {
            return;
        }
        try (PlanReader entries = plan.entries(conflicts::containsKey)) {
            for (var next = entries.next(); next.isPresent(); next = entries.next()) {
                String why = conflicts.getOrDefault(next.get().number(), "");
                write(out, next.get().entry(), EntryResult.CONFLICT, why);
            }
        }
    }

    private void writeNotConfirmed(Writer out) throws IOException {
        BitSet numbers = journal.confirmed(EntryResult.NOT_CONFIRMED.name());
        if (numbers.isEmpty()) {
            return;
        }
        try (PlanReader entries = plan.entries(n -> numbers.get(Math.toIntExact(n)))) {
            for (var some = entries.next(TOGETHER);
                    !some.isEmpty();
                    some = entries.next(TOGETHER)) {
                List<? extends Collection<String>> found = look.apply(some);
                for (int i = 0; i < some.size(); i++) {
                    write(out, some.get(i).entry(), EntryResult.NOT_CONFIRMED, why(found.get(i)));
                }
            }
        }
    }

    private static String why(Collection<String> found) {
        return "it was written, and was not as planned when it was read again"
                + (found.isEmpty() ? "" : "; now " + String.join("; ", found));
    }

    private static void write(Writer out, Entry entry, EntryResult result, String why)
            throws IOException {
        ObjectNode line = MAPPER.createObjectNode();
        put(line, "deploy", entry.deploy());
        entry.site().ifPresent(site -> put(line, "site", site));
        line.put("remedy", entry.remedy().text());
        line.put("result", result.text());
        line.put("why", why);
        out.write(line.toString() + '\n');
    }

    private static void put(ObjectNode line, String name, Id id) {
        line.set(name, MAPPER.readTree(PlanLines.json(id)));
    }
}
