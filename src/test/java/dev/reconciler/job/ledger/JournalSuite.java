package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What the record of an apply is, whichever database it is in. */
abstract class JournalSuite {
    private static final String PLAN = "a".repeat(64);
    private static final Instant FIRST = Instant.parse("2017-02-02T17:20:00.001Z");
    private static final Instant SECOND = Instant.parse("2017-02-02T21:00:00.123Z");
    private static final Id SITE = id("site");

    private Ledger ledger;
    private long run;

    /** An address that was never used before. */
    abstract LedgerAddress fresh();

    @BeforeEach
    void open() {
        ledger = Ledger.open(fresh());
        var asked =
                new Asked(
                        "apply",
                        Optional.of(PLAN),
                        Optional.of("/plans/a"),
                        Optional.empty(),
                        false,
                        false);
        run = ledger.runs().begin(asked, "digest", Holder.current()).id();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private JournalTable journal() {
        return ledger.journal(run, PLAN);
    }

    @Test
    void a_backup_stands_though_the_chunk_around_it_fails_and_results_do_not() {
        chunk(() -> {
            journal().backUp(List.of(backup(place(1), document("T"), SECOND)));
            journal().record(place(1), new WriteResult.AlreadyApplied());
            journal().finish(new EntryOutcome(1, List.of(new WriteResult.AlreadyApplied())));
            throw new IllegalStateException("crash");
        });
        assertThat(journal().backups(List.of(place(1)))).hasSize(1);
        assertThat(journal().holds(1)).isEmpty();
        journal().verify();
    }

    @Test
    void backups_of_a_document_are_kept_side_by_side_byte_for_byte_oldest_first() {
        var first = backup(place(1), document("T"), FIRST);
        var second = backup(place(1), document("<b>\0\uD83D"), SECOND);
        journal().backUp(List.of(first, backup(place(2), document("other"), FIRST)));
        journal().backUp(List.of(second));
        assertThat(journal().backups(List.of(place(1)))).containsExactly(first, second);
        assertThat(journal().backups(List.of(place(3)))).isEmpty();
    }

    @Test
    void a_document_of_16_mb_is_backed_up() {
        var large = backup(place(1), document("x".repeat((16 << 20) - 100)), FIRST);
        journal().backUp(List.of(large));
        assertThat(journal().backups(List.of(place(1)))).containsExactly(large);
        journal().verify();
    }

    @Test
    void every_kind_of_result_is_kept() {
        var conflict = new WriteResult.Conflict("\0" + "x".repeat(3_000));
        List<WriteResult> results =
                List.of(
                        applied(Optional.of(new BsonString("y".repeat(2_000_000)))),
                        new WriteResult.AlreadyApplied(),
                        conflict,
                        new WriteResult.Unknown("cut \uD83D off"));
        for (int i = 0; i < results.size(); i++) {
            journal().record(place(i + 1), results.get(i));
        }
        journal().finish(new EntryOutcome(1, List.of(results.get(0))));
        journal().finish(new EntryOutcome(3, List.of(conflict)));
        assertThat(journal().holds(1)).contains(true);
        assertThat(journal().holds(2)).isEmpty();
        assertThat(journal().holds(3)).contains(false);
        assertThat(journal().conflicts()).isEqualTo(1);
        journal().verify();
    }

    @Test
    void a_row_that_was_changed_is_noticed() {
        journal()
                .backUp(
                        List.of(
                                backup(place(1), document("T"), FIRST),
                                backup(place(2), document("U"), FIRST)));
        journal().record(place(1), applied(Optional.empty()));
        journal().admit("approved", "ada@example.org", Optional.of("SHA256:x"));
        journal().verify();
        for (String change :
                List.of(
                        "UPDATE backup SET entry = 7 WHERE entry = 1",
                        "UPDATE write_result SET result = 'conflict' WHERE entry = 1",
                        "UPDATE admission SET person = 'eve@example.org'",
                        "DELETE FROM backup WHERE entry = 7")) {
            assertThat(ledger.jdbc().sql(change).update()).isEqualTo(1);
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> journal().verify())
                    .withMessageContaining("was changed by somebody else");
        }
    }

    @Test
    void rows_of_other_plans_make_no_difference() {
        JournalTable other = ledger.journal(run, "b".repeat(64));
        journal().backUp(List.of(backup(place(1), document("T"), FIRST)));
        other.backUp(List.of(backup(place(1), document("of the other"), FIRST)));
        journal().backUp(List.of(backup(place(2), document("U"), FIRST)));
        journal().verify();
        other.verify();
        assertThat(journal().backups(List.of(place(1))))
                .extracting(b -> b.document().get("title"))
                .containsExactly(new BsonString("T"));
    }

    @Test
    void an_updated_at_of_ours_is_traced_to_what_somebody_else_wrote() {
        Place site = new Place(1, 1, "sites", SITE);
        Instant third = SECOND.plusSeconds(60);
        journal().record(site, new WriteResult.Applied(SECOND, Optional.of(date(FIRST))));
        ledger.journal(run, "b".repeat(64))
                .record(site, new WriteResult.Applied(third, Optional.of(date(SECOND))));
        var updates = ledger.writtenUpdates("sites");
        assertThat(updates.lastByOthers(SITE, Optional.of(third))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.of(SECOND))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.of(FIRST))).contains(FIRST);
        assertThat(updates.lastByOthers(SITE, Optional.empty())).isEmpty();
        assertThat(updates.lastByOthers(id("another"), Optional.of(third))).contains(third);
        assertThat(ledger.writtenUpdates("deploys").lastByOthers(SITE, Optional.of(third)))
                .contains(third);
    }

    @Test
    void an_updated_at_of_ours_that_replaced_nothing_is_as_absent() {
        journal()
                .record(
                        new Place(1, 1, "sites", SITE),
                        new WriteResult.Applied(SECOND, Optional.empty()));
        assertThat(ledger.writtenUpdates("sites").lastByOthers(SITE, Optional.of(SECOND)))
                .isEmpty();
    }

    @Test
    void a_record_that_goes_in_a_circle_says_nothing() {
        Place site = new Place(1, 1, "sites", SITE);
        journal().record(site, new WriteResult.Applied(SECOND, Optional.of(date(FIRST))));
        ledger.journal(run, "b".repeat(64))
                .record(site, new WriteResult.Applied(FIRST, Optional.of(date(SECOND))));
        var updates = ledger.writtenUpdates("sites");
        assertThat(updates.lastByOthers(SITE, Optional.of(FIRST))).isEmpty();
        assertThat(updates.lastByOthers(SITE, Optional.of(SECOND))).isEmpty();
    }

    @Test
    void confirmations_are_found_by_deploy() {
        journal().confirm(1, id("d"), "CONFIRMED");
        journal().confirm(2, id("e"), "NOT_CONFIRMED");
        assertThat(journal().confirmation(id("d"))).contains("CONFIRMED");
        assertThat(journal().confirmation(id("f"))).isEmpty();
        assertThat(journal().confirmations("NOT_CONFIRMED")).isEqualTo(1);
        assertThat(journal().appliedAt()).isPresent();
    }

    private void chunk(Runnable work) {
        assertThatThrownBy(() ->
                        new TransactionTemplate(ledger.transactions())
                                .executeWithoutResult(status -> work.run()))
                .hasMessage("crash");
    }

    private static WriteResult applied(Optional<BsonValue> replaced) {
        return new WriteResult.Applied(SECOND, replaced);
    }

    private static Place place(long entry) {
        return new Place(entry, 0, "deploys", Id.of(new BsonInt32((int) entry)));
    }

    private static Backup backup(Place place, RawBsonDocument document, Instant updatedAt) {
        return new Backup(place, document, updatedAt);
    }

    private static RawBsonDocument document(String title) {
        return new RawBsonDocument(
                new BsonDocument("title", new BsonString(title)), new BsonDocumentCodec());
    }

    private static BsonValue date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    private static Id id(String text) {
        return Id.of(new BsonString(text));
    }
}
