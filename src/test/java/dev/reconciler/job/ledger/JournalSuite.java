package dev.reconciler.job.ledger;

import static dev.reconciler.job.ledger.RecordedPlan.applied;
import static dev.reconciler.job.ledger.RecordedPlan.backup;
import static dev.reconciler.job.ledger.RecordedPlan.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.JournalTable.Confirmation;
import dev.reconciler.job.ledger.JournalTable.Confirmed;
import dev.reconciler.job.ledger.JournalTable.LeftOut;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** What the record of an apply is, whichever database it is in. */
abstract class JournalSuite {
    private static final Instant FIRST = RecordedPlan.FIRST;
    private static final Instant SECOND = RecordedPlan.SECOND;
    private static final Id SITE = id("site");

    @TempDir Path folder;

    private Ledger ledger;
    private RecordedPlan recorded;

    /** An address that was never used before. */
    abstract LedgerAddress fresh();

    @BeforeEach
    void open() {
        ledger = Ledger.open(fresh());
        recorded = new RecordedPlan(ledger, folder, 5);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private JournalTable journal() {
        return recorded.journal();
    }

    @Test
    void a_backup_stands_though_the_chunk_around_it_fails_and_results_do_not() {
        chunk(() -> {
            journal().backUp(List.of(backup(place(1), "T", SECOND)));
            journal().record(Map.of(place(1), new WriteResult.AlreadyApplied()));
            journal()
                    .finish(
                            List.of(
                                    new EntryOutcome(
                                            1, List.of(new WriteResult.AlreadyApplied()))));
            throw new IllegalStateException("crash");
        });
        assertThat(journal().backups(List.of(place(1)))).hasSize(1);
        assertThat(journal().finished()).isEqualTo(bits());
        recorded.verify();
    }

    /** A backup, the results, the turns, what was confirmed: as many statements for any chunk. */
    @Test
    void a_chunk_of_many_entries_takes_as_many_statements_as_one_of_a_single_entry() {
        AtomicReference<CountedStatements> counted = new AtomicReference<>();
        try (Ledger other =
                Ledger.open(
                        fresh(),
                        real -> {
                            counted.set(new CountedStatements(real));
                            return counted.get();
                        })) {
            JournalTable journal = new RecordedPlan(other, folder.resolve("counted"), 60).journal();
            int single = counted.get().of(() -> chunk(journal, 1, 1));
            int many = counted.get().of(() -> chunk(journal, 2, 51));
            // One more where the ledger is a file, to have it on the disk.
            assertThat(single).isBetween(9, 10);
            assertThat(many).isEqualTo(single);
        }
    }

    private static void chunk(JournalTable journal, int first, int last) {
        List<Integer> entries = IntStream.rangeClosed(first, last).boxed().toList();
        journal.backUp(entries.stream().map(n -> backup(place(n), "T", SECOND)).toList());
        Map<Place, WriteResult> results = new LinkedHashMap<>();
        entries.forEach(n -> results.put(place(n), applied()));
        journal.record(results);
        journal.finish(entries.stream().map(n -> new EntryOutcome(n, List.of(applied()))).toList());
        journal.holding(entries.stream().map(Integer::longValue).toList());
        journal.confirm(
                entries.stream()
                        .map(n -> new Confirmed(n, RecordedPlan.id(n), "CONFIRMED"))
                        .toList());
        journal.confirmations(entries.stream().map(RecordedPlan::id).toList());
    }

    @Test
    void backups_of_a_document_are_kept_side_by_side_byte_for_byte_oldest_first() {
        var first = backup(place(1), "T", FIRST);
        var second = backup(place(1), "<b>\0\uD83D", SECOND);
        journal().backUp(List.of(first, backup(place(2), "other", FIRST)));
        journal().backUp(List.of(second));
        assertThat(journal().backups(List.of(place(1)))).containsExactly(first, second);
        assertThat(journal().backups(List.of(place(3)))).isEmpty();
    }

    @Test
    void entries_are_known_by_their_numbers_in_whichever_run_and_order_they_had_their_turn() {
        JournalTable before = ledger.journal(otherRun(), recorded.plan().id());
        before.finish(List.of(new EntryOutcome(70_000, List.of(new WriteResult.Conflict("x")))));
        before.confirm(List.of(new Confirmed(70_000, id("x"), "CONFLICT")));
        journal().finish(List.of(new EntryOutcome(2, List.of())));
        assertThat(journal().finished()).isEqualTo(bits(2, 70_000));
        assertThat(journal().confirmed()).isEqualTo(bits(70_000));
        assertThat(journal().confirmations()).isEqualTo(1);
        assertThat(journal().conflicts()).isEqualTo(1);
        assertThat(ledger.journal(1, "b".repeat(64)).finished()).isEqualTo(bits());
    }

    @Test
    void a_run_knows_its_own_entries_from_those_of_another() {
        JournalTable before = ledger.journal(otherRun(), recorded.plan().id());
        before.finish(List.of(new EntryOutcome(1, List.of(new WriteResult.Conflict("x")))));
        before.confirm(List.of(new Confirmed(1, id("x"), "CONFLICT")));
        assertThat(before.hasBegun()).isTrue();
        assertThat(before.hasConflict()).isTrue();
        assertThat(before.hasConfirmation("CONFLICT")).isTrue();
        assertThat(journal().hasBegun()).isFalse();
        assertThat(journal().hasConflict()).isFalse();
        assertThat(journal().hasConfirmation("CONFLICT")).isFalse();
    }

    @Test
    void more_entries_than_are_asked_for_at_a_time_are_all_known() {
        for (int entry = 1; entry <= 10_001; entry++) {
            journal().finish(List.of(new EntryOutcome(entry, List.of())));
        }
        assertThat(journal().finished().cardinality()).isEqualTo(10_001);
    }

    private long otherRun() {
        return ledger.runs().begin(LedgerSuite.PLAN, "digest", Holder.current()).id();
    }

    private static BitSet bits(int... numbers) {
        BitSet bits = new BitSet();
        Arrays.stream(numbers).forEach(bits::set);
        return bits;
    }

    @Test
    void a_document_of_16_mb_is_backed_up() {
        var large = backup(place(1), "x".repeat((16 << 20) - 100), FIRST);
        journal().backUp(List.of(large));
        assertThat(journal().backups(List.of(place(1)))).containsExactly(large);
        recorded.verify();
    }

    @Test
    void every_kind_of_result_is_kept() {
        var replaced = Optional.<BsonValue>of(new BsonString("y".repeat(2_000_000)));
        var conflict = new WriteResult.Conflict("cut \uD83D off\0" + "x".repeat(3_000));
        recorded.admit();
        journal().backUp(List.of(backup(place(1), "T", SECOND)));
        keep(1, new WriteResult.Applied(SECOND, replaced));
        keep(3, conflict);
        keep(5, new WriteResult.AlreadyApplied());
        assertThat(journal().holding(List.of(1L, 2L, 3L, 5L))).containsExactlyInAnyOrder(1L, 5L);
        assertThat(journal().holding(List.of())).isEmpty();
        assertThat(journal().conflicts()).isEqualTo(1);
        recorded.verify();
        journal().record(Map.of(place(2), new WriteResult.Unknown("no answer")));
        assertThat(recorded.tamper("DELETE FROM write_result WHERE result = 'unknown'"))
                .isEqualTo(1);
    }

    private void keep(int entry, WriteResult result) {
        journal().record(Map.of(place(entry), result));
        journal().finish(List.of(new EntryOutcome(entry, List.of(result))));
    }

    @Test
    void what_was_overwritten_is_the_version_that_the_write_replaced() {
        journal().backUp(List.of(backup(place(1), "before another changed it", FIRST)));
        journal().backUp(List.of(backup(place(1), "before the write", SECOND)));
        journal().backUp(List.of(backup(place(1), "before the write, changed again", SECOND)));
        keep(1, new WriteResult.Applied(SECOND, Optional.empty()));
        journal().backUp(List.of(backup(place(3), "never overwritten", SECOND)));
        keep(3, new WriteResult.Conflict("state is no longer as the plan saw it"));
        assertThat(overwritten()).containsExactly("before the write, changed again");
    }

    @Test
    void what_a_write_without_a_result_may_have_overwritten_counts_as_overwritten() {
        journal().backUp(List.of(backup(place(1), "first attempt", FIRST)));
        journal().backUp(List.of(backup(place(1), "last attempt", SECOND)));
        assertThat(overwritten()).containsExactly("last attempt");
    }

    @Test
    void what_a_write_may_have_overwritten_before_a_conflict_counts_as_overwritten() {
        journal().backUp(List.of(backup(place(1), "the attempt that got no answer", FIRST)));
        journal().backUp(List.of(backup(place(1), "the attempt that was in vain", SECOND)));
        keep(1, new WriteResult.Conflict("state is another one", Optional.of(FIRST)));
        assertThat(overwritten()).containsExactly("the attempt that got no answer");
    }

    @Test
    void what_was_found_as_planned_after_an_attempt_may_have_been_overwritten_by_it() {
        journal().backUp(List.of(backup(place(1), "first attempt", FIRST)));
        journal().backUp(List.of(backup(place(1), "last attempt", SECOND)));
        keep(1, new WriteResult.AlreadyApplied());
        keep(3, new WriteResult.AlreadyApplied());
        assertThat(overwritten()).containsExactly("last attempt");
    }

    @Test
    void of_a_document_that_was_written_twice_the_first_time_counts() {
        Place again = new Place(3, 0, "deploys", place(1).id());
        journal().backUp(List.of(backup(place(1), "before the plan", FIRST)));
        journal().record(Map.of(place(1), new WriteResult.Applied(FIRST, Optional.empty())));
        journal().backUp(List.of(backup(again, "in between", SECOND)));
        journal().record(Map.of(again, new WriteResult.Applied(SECOND, Optional.empty())));
        assertThat(overwritten()).containsExactly("before the plan");
    }

    @Test
    void everything_that_was_overwritten_is_shown_however_much_that_is() {
        for (int entry = 1; entry <= 50; entry++) {
            recorded.apply(entry);
        }
        assertThat(overwritten()).hasSize(75);
    }

    private List<String> overwritten() {
        List<String> titles = new ArrayList<>();
        journal()
                .overwritten(before -> {
                    assertThat(before.isWhole()).isTrue();
                    titles.add(
                            new RawBsonDocument(before.document()).getString("title").getValue());
                });
        return titles;
    }

    /** Backs a site up, for a write that sets that time. */
    private static void backUpSite(
            JournalTable journal, Optional<Instant> replaced, Instant updated) {
        BsonDocument site = new BsonDocument("_id", SITE.value());
        replaced.ifPresent(at -> site.append("updated_at", date(at)));
        journal.backUp(
                List.of(
                        new Backup(
                                new Place(1, 1, "sites", SITE),
                                new RawBsonDocument(site, new BsonDocumentCodec()),
                                updated)));
    }

    private WrittenUpdates updatesOf(String collection) {
        return ledger.writtenUpdates(collection, "updated_at");
    }

    /** Also where no result was recorded, since the process was gone. */
    @Test
    void an_updated_at_of_ours_is_traced_to_what_somebody_else_wrote() {
        Instant third = SECOND.plusSeconds(60);
        backUpSite(journal(), Optional.of(FIRST), SECOND);
        backUpSite(
                new RecordedPlan(ledger, folder.resolve("next"), 1).journal(),
                Optional.of(SECOND),
                third);
        var updates = updatesOf("sites");
        assertThat(updates.lastByOthers(SITE, Optional.of(third))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.of(SECOND))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.of(FIRST))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.empty())).isEmpty();
        assertThat(updates.lastByOthers(id("another"), Optional.of(third))).contains(third);
        assertThat(updatesOf("deploys").lastByOthers(SITE, Optional.of(third))).contains(third);
    }

    @Test
    void what_an_attempt_was_to_set_and_somebody_has_overwritten_is_theirs() {
        Instant theirs = SECOND.plusSeconds(1);
        backUpSite(journal(), Optional.of(FIRST), SECOND);
        assertThat(updatesOf("sites").lastByOthers(SITE, Optional.of(theirs))).contains(theirs);
    }

    @Test
    void
            what_somebody_wrote_at_the_very_time_that_ours_was_to_set_is_theirs_where_ours_was_not_made() {
        backUpSite(journal(), Optional.of(FIRST), SECOND);
        assertThat(updatesOf("sites").lastByOthers(SITE, Optional.of(SECOND))).contains(FIRST);

        journal()
                .record(
                        Map.of(
                                new Place(1, 1, "sites", SITE),
                                new WriteResult.Conflict("it was changed")));
        assertThat(updatesOf("sites").lastByOthers(SITE, Optional.of(SECOND))).contains(SECOND);
    }

    @Test
    void of_what_was_backed_up_for_one_write_the_last_is_what_it_replaced() {
        backUpSite(journal(), Optional.of(FIRST), SECOND);
        backUpSite(journal(), Optional.of(FIRST.plusSeconds(1)), SECOND);
        assertThat(updatesOf("sites").lastByOthers(SITE, Optional.of(SECOND)))
                .contains(FIRST.plusSeconds(1));
    }

    @Test
    void an_updated_at_of_ours_that_replaced_nothing_is_as_absent() {
        backUpSite(journal(), Optional.empty(), SECOND);
        assertThat(updatesOf("sites").lastByOthers(SITE, Optional.of(SECOND))).isEmpty();
    }

    @Test
    void a_tree_that_people_named_counts_once_it_was_applied() {
        TreeId tree = new TreeId("ab".repeat(20));
        String plan = recorded.plan().id();
        ledger.decidedTrees().keep(plan, Map.of(id("given"), tree, id("planned"), tree));
        ledger.decidedTrees().keep(plan, Map.of(id("given"), tree));
        journal()
                .record(
                        Map.of(
                                new Place(1, 1, "deploys", id("given")),
                                new WriteResult.Applied(SECOND, Optional.empty())));
        journal()
                .record(
                        Map.of(
                                new Place(2, 1, "deploys", id("planned")),
                                new WriteResult.Conflict("it was changed")));

        var applied = ledger.decidedTrees().applied("deploys");

        assertThat(applied.test(id("given"), tree)).isTrue();
        assertThat(applied.test(id("given"), new TreeId("cd".repeat(20)))).isFalse();
        assertThat(applied.test(id("planned"), tree)).isFalse();
        assertThat(ledger.decidedTrees().applied("sites").test(id("given"), tree)).isFalse();
    }

    @Test
    void a_record_that_goes_in_a_circle_says_nothing() {
        backUpSite(journal(), Optional.of(FIRST), SECOND);
        backUpSite(
                new RecordedPlan(ledger, folder.resolve("another"), 1).journal(),
                Optional.of(SECOND),
                FIRST);
        var updates = updatesOf("sites");
        assertThat(updates.lastByOthers(SITE, Optional.of(FIRST))).isEmpty();
        assertThat(updates.lastByOthers(SITE, Optional.of(SECOND))).isEmpty();
    }

    @Test
    void confirmations_are_found_by_deploy_with_the_run_and_the_conflict() {
        keep(1, new WriteResult.Applied(SECOND, Optional.empty()));
        keep(2, new WriteResult.Conflict("it was changed"));
        keep(3, new WriteResult.Conflict("not of this one"));
        long other = otherRun();
        journal()
                .confirm(
                        List.of(
                                new Confirmed(1, id("d"), "CONFIRMED"),
                                new Confirmed(2, id("e"), "CONFLICT")));
        ledger.journal(other, recorded.plan().id())
                .confirm(List.of(new Confirmed(4, id("x".repeat(2_000)), "NOT_CONFIRMED")));
        assertThat(
                        journal()
                                .confirmations(
                                        List.of(id("d"), id("e"), id("x".repeat(2_000)), id("f"))))
                .isEqualTo(
                        Map.of(
                                id("d"),
                                new Confirmation(
                                        "CONFIRMED",
                                        Optional.of(journal().run()),
                                        Optional.empty()),
                                id("e"),
                                new Confirmation(
                                        "CONFLICT",
                                        Optional.of(journal().run()),
                                        Optional.of(new LeftOut("deploys", "it was changed"))),
                                id("x".repeat(2_000)),
                                new Confirmation(
                                        "NOT_CONFIRMED", Optional.of(other), Optional.empty())));
        assertThat(journal().confirmations("NOT_CONFIRMED")).isEqualTo(1);
        assertThat(journal().appliedAt()).isPresent();
    }

    @Test
    void more_confirmations_than_are_asked_for_at_a_time_are_all_found() {
        List<Id> deploys = IntStream.range(0, 1_001).mapToObj(i -> id("d" + i)).toList();
        journal()
                .confirm(
                        IntStream.range(0, 1_001)
                                .mapToObj(i -> new Confirmed(i + 1, deploys.get(i), "CONFIRMED"))
                                .toList());
        assertThat(journal().confirmations(deploys)).containsOnlyKeys(deploys);
    }

    private void chunk(Runnable work) {
        assertThatThrownBy(() ->
                        new TransactionTemplate(ledger.transactions())
                                .executeWithoutResult(status -> work.run()))
                .hasMessage("crash");
    }

    private static BsonValue date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    private static Id id(String text) {
        return Id.of(new BsonString(text));
    }
}
