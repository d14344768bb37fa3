package dev.reconciler.job.ledger;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TakenBack;
import dev.reconciler.source.BsonStructure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Holds the record of a plan's writes against itself and against the plan. The digests tell a row
 * that was changed, or taken away from among others; that the last ones are still there is told by
 * what has to be there besides: for each entry's turn its results, for each applied write its
 * backup, for each run its admission, and what was noted in the plan's folder.
 *
 * @param chains the tables whose rows carry digests
 */
record JournalCheck(JdbcTemplate jdbc, FrozenPlan plan, Chains chains) {
    /** Entries that are looked at together. */
    private static final int SOME = 500;

    private static final int APPROVERS = 2;

    /**
     * The tables whose rows carry digests.
     *
     * @param others of which nothing is counted
     */
    record Chains(
            GrowingTable backups,
            GrowingTable results,
            GrowingTable admissions,
            List<GrowingTable> others) {}

    /**
     * @throws dev.reconciler.model.Problem where anything is not as it was written, or is missing
     */
    JournalCounts check() {
        JournalHeads heads = JournalHeads.in(plan.folder());
        long backups = verify(chains.backups(), heads, this::isWhole);
        long results = verify(chains.results(), heads, row -> {});
        long admissions = verify(chains.admissions(), heads, row -> {});
        chains.others().forEach(table -> verify(table, heads, row -> {}));
        long last = eachEntry();
        nothingBeyond(last);
        everyConfirmationHadItsTurn();
        everyTurnIsOfTheRunOfItsResults();
        everyRunWasAdmitted();
        everyTakingBackIsThere();
        return new JournalCounts(
                count("entry_result WHERE plan = ?", plan.id()),
                results,
                count("write_result WHERE plan = ? AND result = 'applied'", plan.id()),
                backups,
                admissions);
    }

    /** The rows, and among them the one that was the last when that was noted. */
    private long verify(GrowingTable table, JournalHeads heads, RowCallbackHandler each) {
        Optional<String> head = heads.of(table.name());
        var found = new AtomicBoolean(head.isEmpty());
        long rows =
                table.verify(
                        plan.id(),
                        row -> {
                            each.processRow(row);
                            String digest = row.getString("chain");
                            found.compareAndSet(false, head.filter(digest::equals).isPresent());
                        });
        if (!found.get()) {
            throw fault().lost(table.name(), plan.folder().resolve(JournalHeads.FILE));
        }
        return rows;
    }

    private void isWhole(ResultSet row) throws SQLException {
        byte[] document = row.getBytes("document");
        Optional<String> fault = BsonStructure.fault(document);
        if (fault.isEmpty() && !isOf(document, row.getBytes("document_key"))) {
            fault = Optional.of("its _id is not that of the document that was backed up");
        }
        if (fault.isPresent()) {
            throw fault().changed(
                            "backup",
                            row.getLong("seq"),
                            "its document is damaged: " + fault.get());
        }
    }

    private static boolean isOf(byte[] document, byte[] key) {
        return Id.ofDocument(new RawBsonDocument(document))
                .filter(id -> Arrays.equals(LedgerKey.of(id), key))
                .isPresent();
    }

    /** Returns the number of the plan's last entry. */
    private long eachEntry() {
        try (Stream<List<Entry>> entries = plan.entries(SOME)) {
            long number = 0;
            for (List<Entry> some : (Iterable<List<Entry>>) entries::iterator) {
                JournalRows rows =
                        JournalRows.of(jdbc, plan.id(), number + 1, number + some.size());
                for (Entry entry : some) {
                    Numbered numbered = new Numbered(++number, entry);
                    new EntryCheck(plan.header().names(), fault(), numbered, rows).check();
                }
            }
            return number;
        }
    }

    private void nothingBeyond(long last) {
        for (String table : List.of("entry_result", "write_result", "backup")) {
            firstEntry(table + " WHERE plan = ? AND entry NOT BETWEEN 1 AND ?", plan.id(), last)
                    .ifPresent(entry -> {
                        throw fault().foreign(table, entry);
                    });
        }
    }

    private void everyConfirmationHadItsTurn() {
        firstEntry(
                        "confirmation c WHERE plan = ? AND NOT EXISTS (SELECT 1 FROM entry_result r WHERE r.plan = c.plan AND r.entry = c.entry)",
                        plan.id())
                .ifPresent(entry -> {
                    throw fault().missing(
                                    "entry_result",
                                    "entry " + entry,
                                    "it was read again after its turn: confirmation");
                });
    }

    /** They are one commit. */
    private void everyTurnIsOfTheRunOfItsResults() {
        firstEntry(
                        "entry_result r WHERE plan = ? AND EXISTS (SELECT 1 FROM write_result w WHERE w.plan = r.plan AND w.entry = r.entry AND w.run <> r.run)",
                        plan.id())
                .ifPresent(entry -> {
                    throw fault().atOdds("entry_result", entry, "its writes are of another run");
                });
    }

    /** Each was kept before it was noted in the plan's folder. */
    private void everyTakingBackIsThere() {
        for (String by : TakenBack.by(plan.folder())) {
            if (count("taken_back WHERE plan = ? AND taken_back_by = ?", plan.id(), by) == 0) {
                throw fault().missing(
                                "taken_back",
                                "plan " + by,
                                "it takes this one back, as was noted: "
                                        + plan.folder().resolve(TakenBack.FILE));
            }
        }
    }

    /** A run writes nothing before it was admitted. */
    private void everyRunWasAdmitted() {
        List<Long> runs =
                jdbc.query(
                        "SELECT DISTINCT run FROM entry_result WHERE plan = ? ORDER BY run",
                        (row, n) -> row.getLong(1),
                        plan.id());
        for (long run : runs) {
            if (people(run, "approved") < APPROVERS || people(run, "applied") == 0) {
                throw fault().missing(
                                "admission",
                                "run " + run,
                                "it has written, and who stood behind that is not there");
            }
        }
    }

    private long people(long run, String role) {
        return count(
                "(SELECT DISTINCT person FROM admission WHERE plan = ? AND run = ? AND role = ?) people",
                plan.id(),
                run,
                role);
    }

    private Optional<Long> firstEntry(String rows, Object... values) {
        return Optional.ofNullable(
                jdbc.queryForObject("SELECT MIN(entry) FROM " + rows, Long.class, values));
    }

    private long count(String rows, Object... values) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT COUNT(*) FROM " + rows, Long.class, values));
    }

    private JournalFault fault() {
        return new JournalFault(plan.id());
    }
}
