package dev.reconciler.job.ledger;

import static dev.reconciler.job.ledger.RecordedPlan.FIRST;
import static dev.reconciler.job.ledger.RecordedPlan.SECOND;
import static dev.reconciler.job.ledger.RecordedPlan.applied;
import static dev.reconciler.job.ledger.RecordedPlan.backup;
import static dev.reconciler.job.ledger.RecordedPlan.place;
import static dev.reconciler.job.ledger.RecordedPlan.sitePlace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.JournalTable.Confirmed;
import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.TakenBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes the record of a plan, or takes a part of it away, is noticed. */
abstract class JournalCheckSuite {
    private static final int ENTRIES = 40;

    @TempDir Path folder;

    private Ledger ledger;
    private RecordedPlan recorded;

    /** An address that was never used before. */
    abstract LedgerAddress fresh();

    @BeforeEach
    void applyAPart() {
        ledger = Ledger.open(fresh());
        recorded = new RecordedPlan(ledger, folder, ENTRIES);
        recorded.admit();
        for (int i = 1; i <= ENTRIES - 2; i++) {
            recorded.apply(i);
        }
        recorded.journal()
                .confirm(
                        List.of(
                                new Confirmed(1, RecordedPlan.id(1), "CONFIRMED"),
                                new Confirmed(2, RecordedPlan.id(2), "NOT_CONFIRMED"),
                                new Confirmed(3, RecordedPlan.id(3), "CONFIRMED")));
        Map<Id, TreeId> given = new LinkedHashMap<>();
        given.put(RecordedPlan.id(1), new TreeId("ab".repeat(20)));
        given.put(RecordedPlan.id(2), new TreeId("cd".repeat(20)));
        ledger.decidedTrees().keep(recorded.plan().id(), given);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_record_that_nobody_touched_is_counted() {
        assertThat(recorded.verify()).isEqualTo(new JournalCounts(38, 57, 57, 57, 3));
    }

    @Test
    void what_was_backed_up_before_a_crash_and_what_met_a_conflict_is_as_it_should_be() {
        recorded.journal().backUp(List.of(backup(place(39), "before", FIRST)));
        recorded.journal().backUp(List.of(backup(place(39), "before", SECOND)));
        var conflict = new WriteResult.Conflict("state is no longer as the plan saw it");
        recorded.journal().record(Map.of(place(40), new WriteResult.AlreadyApplied()));
        recorded.journal().record(Map.of(sitePlace(40), conflict));
        recorded.journal()
                .finish(
                        List.of(
                                new EntryOutcome(
                                        40, List.of(new WriteResult.AlreadyApplied(), conflict))));
        assertThat(recorded.verify()).isEqualTo(new JournalCounts(39, 59, 57, 59, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UPDATE backup SET entry = 7 WHERE entry = 5                      | backup       | row 7
                    UPDATE backup SET document = document_key WHERE entry = 1        | backup       | row 1
                    UPDATE backup SET updated_at = made_at WHERE entry = 38          | backup       | row 56
                    DELETE FROM backup WHERE entry = 5                               | backup       | row 8
                    UPDATE write_result SET result = 'conflict' WHERE entry = 1      | write_result | row 1
                    UPDATE write_result SET replaced = document_key WHERE entry = 3  | write_result | row 4
                    DELETE FROM write_result WHERE entry = 1                         | write_result | row 2
                    UPDATE admission SET person = 'eve' WHERE role = 'applied'       | admission    | row 3
                    DELETE FROM admission WHERE person = 'ada@example.org'           | admission    | row 2
                    UPDATE confirmation SET result = 'CONFIRMED'                     | confirmation | row 2
                    UPDATE confirmation SET run = NULL WHERE entry = 3               | confirmation | row 3
                    DELETE FROM confirmation WHERE entry = 2                         | confirmation | row 3
                    UPDATE decided_tree SET tree = 'ef' WHERE seq = 1                | decided_tree | row 1
                    DELETE FROM decided_tree WHERE seq = 1                           | decided_tree | row 2
                    """)
    void a_row_that_was_changed_or_taken_from_among_others_is_named(
            String change, String table, String row) {
        assertThat(recorded.tamper(change)).isPositive();
        assertNoticed("was changed by somebody else", "table " + table + ", " + row + " of plan");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DELETE FROM backup WHERE entry >= 38                             | backup       | write 0 of entry 38
                    DELETE FROM backup                                               | backup       | write 0 of entry 1
                    DELETE FROM write_result WHERE entry >= 37                       | write_result | write 0 of entry 37
                    DELETE FROM write_result WHERE entry = 38 AND write_number = 1   | write_result | write 1 of entry 38
                    DELETE FROM write_result                                         | write_result | write 0 of entry 1
                    DELETE FROM entry_result WHERE entry = 20                        | entry_result | entry 20
                    DELETE FROM entry_result WHERE entry = 38                        | entry_result | entry 38
                    DELETE FROM admission WHERE role = 'applied'                     | admission    | run 1
                    DELETE FROM admission                                            | admission    | run 1
                    """)
    void what_was_cut_off_at_the_end_is_named(String change, String table, String what) {
        assertThat(recorded.tamper(change)).isPositive();
        assertNoticed(
                "a part of the record of this plan is missing",
                "table " + table + ", " + what + " of plan");
    }

    @Test
    void a_turn_that_was_taken_away_with_its_results_is_told_by_what_was_read_again() {
        recorded.tamper("DELETE FROM entry_result");
        recorded.tamper("DELETE FROM write_result");
        recorded.tamper("DELETE FROM backup");
        assertNoticed("is missing", "table entry_result, entry 1 of plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "write_result", "admission", "confirmation", "decided_tree"})
    void what_was_cut_off_everywhere_is_told_by_what_the_last_run_noted(String table)
            throws IOException {
        recorded.admit();
        recorded.apply(39);
        recorded.journal().heads().write(recorded.plan().folder());
        recorded.apply(40);
        recorded.verify();
        for (String all : List.of("entry_result", "write_result", "backup")) {
            recorded.tamper("DELETE FROM " + all + " WHERE entry >= 40");
        }
        recorded.verify();
        switch (table) {
            case "admission" -> recorded.tamper("DELETE FROM admission WHERE seq > 3");
            case "confirmation", "decided_tree" -> recorded.tamper("DELETE FROM " + table);
            default -> {
                recorded.tamper("DELETE FROM entry_result WHERE entry = 39");
                recorded.tamper("DELETE FROM write_result WHERE entry = 39");
                recorded.tamper(
                        "DELETE FROM backup WHERE entry = 39 AND 'backup' = '" + table + "'");
            }
        }
        assertNoticed("is missing", "table " + table + ", last rows of plan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM taken_back",
                "UPDATE taken_back SET plan = 'another'",
                "UPDATE taken_back SET taken_back_by = 'another'"
            })
    void a_plan_that_was_taken_back_stays_so_as_its_folder_tells(String change) throws IOException {
        ledger.takenBack().add(recorded.plan().id(), "the-undo", recorded.journal().run());
        TakenBack.note(recorded.plan(), "the-undo");
        recorded.verify();
        assertThat(recorded.tamper(change)).isOne();
        assertNoticed("is missing", "table taken_back, plan the-undo of plan");
    }

    @Test
    void a_turn_that_was_given_to_another_run_is_named() {
        var asked = new Asked("apply", Optional.of(recorded.plan().id()), "{}");
        long other = ledger.runs().begin(asked, "digest", Holder.current()).id();
        recorded.tamper("UPDATE entry_result SET run = " + other + " WHERE entry = 7");
        assertNoticed("was changed", "table entry_result, entry 7 of plan");
    }

    @Test
    void trees_that_people_named_are_not_believed_where_somebody_has_changed_one() {
        recorded.tamper("UPDATE decided_tree SET tree = '" + "ef".repeat(20) + "'");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ledger.decidedTrees().applied("deploys"))
                .withMessageContaining("table decided_tree, row 1 of plan");
    }

    @Test
    void a_note_that_nobody_can_read_is_not_passed_over() throws IOException {
        Files.writeString(recorded.plan().folder().resolve(JournalHeads.FILE), "{\"backup\":");
        assertNoticed("cannot be read", JournalHeads.FILE);
    }

    @Test
    void a_result_that_is_at_odds_with_its_entry_is_named() {
        recorded.tamper("UPDATE entry_result SET holds = FALSE WHERE entry = 7");
        assertNoticed("was changed", "table write_result, row 10 of plan");
    }

    @Test
    void an_entry_that_the_plan_does_not_have_is_named() {
        recorded.journal().finish(List.of(new EntryOutcome(41, List.of())));
        assertNoticed("was changed", "table entry_result, entry 41 of plan");
    }

    @Test
    void a_write_that_the_plan_does_not_have_is_named() {
        recorded.journal().backUp(List.of(backup(sitePlace(39), "before", FIRST)));
        assertNoticed("was changed", "table backup, row 58 of plan");
    }

    @Test
    void a_backup_of_another_version_is_none_of_the_write() {
        recorded.journal().backUp(List.of(backup(place(39), "before", FIRST)));
        recorded.journal().record(Map.of(place(39), applied()));
        recorded.journal().finish(List.of(new EntryOutcome(39, List.of(applied()))));
        assertNoticed("is missing", "table backup, write 0 of entry 39 of plan");
    }

    @Test
    void a_write_that_may_have_been_made_before_a_conflict_has_its_backup_too() {
        var conflict = new WriteResult.Conflict("state is another one", Optional.of(SECOND));
        recorded.journal().record(Map.of(place(39), conflict));
        recorded.journal().finish(List.of(new EntryOutcome(39, List.of(conflict))));
        assertNoticed("is missing", "table backup, write 0 of entry 39 of plan");
    }

    @Test
    void a_backup_that_is_no_document_or_another_one_is_named_though_its_digest_is_right() {
        var other = backup(place(1), "before", FIRST).document();
        recorded.journal().backUp(List.of(new Backup(place(39), other, FIRST)));
        assertNoticed("was changed", "table backup, row 58 of plan");
    }

    @Test
    void a_backup_that_ends_early_is_named_though_its_digest_is_right() {
        byte[] cut = {20, 0, 0, 0, 16, '_', 'i', 'd', 0, 39, 0, 0, 0, 0};
        recorded.journal().backUp(List.of(new Backup(place(39), new RawBsonDocument(cut), FIRST)));
        assertNoticed("was changed", "a document has a wrong length");
    }

    @Test
    void rows_of_other_plans_make_no_difference() {
        var other = new RecordedPlan(ledger, folder.resolve("other"), 2);
        other.admit();
        other.apply(1);
        recorded.tamper("UPDATE backup SET entry = 5 WHERE entry = 6");
        assertThat(other.verify()).isEqualTo(new JournalCounts(1, 1, 1, 1, 3));
    }

    private void assertNoticed(String what, String where) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(recorded::verify)
                .satisfies(problem -> {
                    assertThat(problem.what()).contains(what);
                    assertThat(problem.where()).contains(where);
                });
    }
}
