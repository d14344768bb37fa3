package dev.reconciler.job.ledger;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.ledger.JournalRows.Row;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Write;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds what is on record of one entry against what the plan says of it. */
record EntryCheck(Names names, JournalFault fault, Numbered entry, JournalRows rows) {
    private static final String APPLIED = "applied";
    private static final String ALREADY = "already-applied";

    /**
     * @throws dev.reconciler.model.Problem where a row is missing, or one is that nobody can have
     *     written
     */
    void check() {
        List<Row> results = rows.results().getOrDefault(entry.number(), List.of());
        List<Row> backups = rows.backups().getOrDefault(entry.number(), List.of());
        results.forEach(row -> isOfPlan("write_result", row));
        backups.forEach(row -> isOfPlan("backup", row));
        Optional.ofNullable(rows.turns().get(entry.number()))
                .ifPresentOrElse(held -> hadItsTurn(held, results), () -> hadNoTurn(results));
        results.stream()
                .filter(row -> row.updatedAt().isPresent())
                .forEach(row -> hasBackup(row, backups));
    }

    private void isOfPlan(String table, Row row) {
        List<Write> writes = entry.entry().writes();
        boolean isOfPlan =
                row.write() >= 0
                        && row.write() < writes.size()
                        && isOf(row, writes.get(row.write()));
        if (!isOfPlan) {
            throw fault.changed(
                    table, row.seq(), "the plan has no such write in entry " + entry.number());
        }
    }

    private boolean isOf(Row row, Write write) {
        String collection =
                switch (write.target()) {
                    case DEPLOY -> names.deploys();
                    case SITE -> names.sites();
                };
        return row.collection().equals(collection)
                && Arrays.equals(row.key(), LedgerKey.of(write.id()));
    }

    /** One result per write, up to the first that did not hold. */
    private void hadItsTurn(boolean held, List<Row> results) {
        int expected = held ? entry.entry().writes().size() : Math.max(1, results.size());
        for (int write = 0; write < expected; write++) {
            if (write >= results.size() || results.get(write).write() != write) {
                throw fault.missing(
                        "write_result",
                        "write " + write + " of entry " + entry.number(),
                        "the entry has had its turn");
            }
        }
        for (int i = 0; i < results.size(); i++) {
            boolean mayHold = held || i < results.size() - 1;
            if (i >= expected || holds(results.get(i)) != mayHold) {
                throw fault.changed(
                        "write_result",
                        results.get(i).seq(),
                        "it is at odds with what came of entry " + entry.number());
            }
        }
    }

    private static boolean holds(Row row) {
        return row.result().equals(APPLIED) || row.result().equals(ALREADY);
    }

    /** Results and turn are one commit. */
    private void hadNoTurn(List<Row> results) {
        if (!results.isEmpty()) {
            throw fault.missing(
                    "entry_result",
                    "entry " + entry.number(),
                    "its writes have results: write_result, row " + results.getFirst().seq());
        }
    }

    private void hasBackup(Row attempted, List<Row> backups) {
        boolean isThere =
                backups.stream()
                        .anyMatch(backup ->
                                backup.write() == attempted.write()
                                        && backup.updatedAt().equals(attempted.updatedAt()));
        if (!isThere) {
            throw fault.missing(
                    "backup",
                    "write " + attempted.write() + " of entry " + entry.number(),
                    "the write was made, or may have been: write_result, row " + attempted.seq());
        }
    }
}
