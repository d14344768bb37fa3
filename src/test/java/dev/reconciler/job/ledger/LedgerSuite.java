package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.But;
import dev.reconciler.job.Request;
import dev.reconciler.job.ledger.JournalTable.Confirmation;
import dev.reconciler.job.ledger.JournalTable.Confirmed;
import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.job.ledger.VerdictsTable.SiteRow;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a ledger does, whichever database it is in. */
abstract class LedgerSuite {
    static final Asked PLAN = new Asked("plan", Optional.empty(), "{}");

    /** An address that was never used before. */
    abstract LedgerAddress fresh();

    @Test
    void the_migrations_run_once_and_what_was_written_is_there_again() {
        LedgerAddress address = fresh();
        long run;
        try (Ledger ledger = Ledger.open(address)) {
            run =
                    ledger.runs()
                            .begin(
                                    new Asked("apply", Optional.of("abc"), "{\"folder\":\"/ä\"}"),
                                    "digest",
                                    Holder.current())
                            .id();
        }
        try (Ledger ledger = Ledger.open(address)) {
            RunRecord record = ledger.runs().get(run);

            assertThat(record.asked())
                    .isEqualTo(new Asked("apply", Optional.of("abc"), "{\"folder\":\"/ä\"}"));
            assertThat(record.state()).isEqualTo(RunState.RUNNING);
            assertThat(record.startedAt())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
            assertThat(ledger.runs().newest("apply", "abc")).contains(record);
            assertThat(ledger.runs().newest("apply", "abd")).isEmpty();
        }
    }

    /** Up to V6, a plan had one run of apply, whose options were columns. */
    @Test
    void what_a_version_with_one_run_per_plan_left_is_kept_and_more_runs_may_follow()
            throws IOException {
        LedgerAddress address = fresh();
        String folder = "C:\\plans \"of\" ä\\abc";
        DataSource older = Ledgers.older(address, "6");
        JdbcClient before = JdbcClient.create(older);
        addRun(before, 1, "plan", "abc", Optional.empty(), Optional.empty(), true);
        addRun(before, 2, "apply", "abc", Optional.of(folder), Optional.of(1_200L), false);
        addRun(before, 3, "apply", "abd", Optional.of("/plans/abd"), Optional.empty(), false);
        before.sql(
                        "INSERT INTO entry_result (plan, entry, run, holds, made_at) VALUES ('abc', 1, 2, TRUE, CURRENT_TIMESTAMP)")
                .update();
        confirm(older, IntStream.concat(IntStream.of(1), IntStream.range(3, 1_003)));

        try (Ledger ledger = Ledger.open(address)) {
            assertThat(Request.of(ledger.runs().get(1).asked()))
                    .isEqualTo(new Request.Plan(true, false));
            assertThat(Request.of(ledger.runs().get(2).asked()))
                    .isEqualTo(
                            new Request.Apply(
                                    Path.of(folder),
                                    "abc",
                                    But.expecting(ApplyOptions.NONE, 1_200)));
            assertThat(Request.of(ledger.runs().get(3).asked()))
                    .isEqualTo(new Request.Apply(Path.of("/plans/abd"), "abd"));
            assertThat(ledger.runs().get(2).state()).isEqualTo(RunState.COMPLETED);

            long next =
                    ledger.runs()
                            .begin(
                                    new Asked("apply", Optional.of("abc"), "{}"),
                                    "digest",
                                    Holder.current())
                            .id();
            assertThat(next).isGreaterThan(3);
            JournalTable journal = ledger.journal(next, "abc");
            assertThat(journal.hasBegun()).isFalse();
            assertThat(journal.finished().cardinality()).isOne();
            journal.confirm(List.of(new Confirmed(2, RecordedPlan.id(2), "CONFIRMED")));
            assertThat(journal.confirmations(List.of(RecordedPlan.id(1), RecordedPlan.id(2))))
                    .isEqualTo(
                            Map.of(
                                    RecordedPlan.id(1), confirmed(Optional.empty()),
                                    RecordedPlan.id(2), confirmed(Optional.of(next))));
            var confirmations = Confirmations.table(new JdbcTemplate(ledger.dataSource()));
            assertThat(confirmations.verify("abc", row -> {})).isEqualTo(1_002);
        }
    }

    private static void confirm(DataSource ledger, IntStream entries) {
        new JdbcTemplate(ledger)
                .batchUpdate(
                        "INSERT INTO confirmation (plan, entry, deploy_key, result, made_at) VALUES ('abc', ?, ?, 'CONFIRMED', CURRENT_TIMESTAMP)",
                        entries.mapToObj(entry ->
                                        new Object[] {entry, LedgerKey.of(RecordedPlan.id(entry))})
                                .toList());
    }

    private static void addRun(
            JdbcClient ledger,
            long id,
            String job,
            String plan,
            Optional<String> folder,
            Optional<Long> expected,
            boolean late) {
        ledger.sql(
                        "INSERT INTO run (job, plan, configuration, folder, expected_entries, late_snapshot, incomplete, host, process, started_at, state, exit_bits)"
                                + " VALUES (?, ?, 'digest', ?, ?, ?, FALSE, 'host', 1, CURRENT_TIMESTAMP, 'completed', 0)")
                .params(job, plan, folder.orElse(null), expected.orElse(null), late)
                .update();
        assertThat(ledger.sql("SELECT MAX(id) FROM run").query(Long.class).single()).isEqualTo(id);
    }

    private static Confirmation confirmed(Optional<Long> run) {
        return new Confirmation("CONFIRMED", run, Optional.empty());
    }

    @Test
    void sites_that_are_decided_upon_are_told_from_others_in_a_few_statements() {
        AtomicReference<CountedStatements> counted = new AtomicReference<>();
        try (Ledger ledger =
                Ledger.open(
                        fresh(),
                        real -> {
                            counted.set(new CountedStatements(real));
                            return counted.get();
                        })) {
            long run = ledger.runs().begin(PLAN, "digest", Holder.current()).id();
            VerdictsTable verdicts = ledger.verdicts(run);
            List<byte[]> keys =
                    IntStream.range(0, 10_000)
                            .mapToObj(i -> new byte[] {(byte) (i >> 8), (byte) i})
                            .toList();
            verdicts.decided(
                    IntStream.range(0, keys.size())
                            .filter(i -> i % 4 == 1)
                            .mapToObj(i -> decided(keys.get(i)))
                            .toList());
            Predicate<byte[]> decided = verdicts.decided();
            AtomicInteger wrong = new AtomicInteger();
            int statements =
                    counted.get()
                            .of(() -> {
                                for (int i = 0; i < keys.size(); i++) {
                                    wrong.addAndGet(
                                            decided.test(keys.get(i)) == (i % 4 == 1) ? 0 : 1);
                                }
                            });
            assertThat(wrong).hasValue(0);
            assertThat(statements).isEqualTo(3);
            assertThat(decided.test(keys.get(1))).as("out of order").isTrue();
        }
    }

    private static SiteRow decided(byte[] key) {
        return new SiteRow(
                key, Optional.empty(), new byte[0], Optional.empty(), 0, Optional.empty());
    }

    @Test
    void a_run_that_goes_on_may_be_asked_anew() {
        try (Ledger ledger = Ledger.open(fresh())) {
            long run = begin(ledger.runs());
            ledger.runs().end(run, RunState.STOPPED, Optional.of("stopped"));

            RunRecord record = ledger.runs().goOn(run, "{\"more\":1}", Holder.current());

            assertThat(record.state()).isEqualTo(RunState.RUNNING);
            assertThat(record.asked().options()).isEqualTo("{\"more\":1}");
            assertThat(record.message()).isEmpty();
        }
    }

    @Test
    void a_run_is_open_until_it_has_completed_or_was_abandoned() {
        try (Ledger ledger = Ledger.open(fresh())) {
            Runs runs = ledger.runs();
            List<Long> ids =
                    List.of(begin(runs), begin(runs), begin(runs), begin(runs), begin(runs));
            runs.end(ids.get(0), RunState.COMPLETED, Optional.empty());
            runs.end(ids.get(1), RunState.FAILED, Optional.of("x".repeat(5000)));
            runs.end(ids.get(2), RunState.ABANDONED, Optional.empty());
            runs.end(ids.get(3), RunState.STOPPED, Optional.empty());

            assertThat(runs.open())
                    .extracting(RunRecord::id)
                    .containsExactly(ids.get(4), ids.get(3), ids.get(1));
        }
    }

    private static long begin(Runs runs) {
        return runs.begin(PLAN, "digest", Holder.current()).id();
    }

    @Test
    void a_bit_of_the_exit_status_stands_though_the_chunk_around_it_fails() {
        try (Ledger ledger = Ledger.open(fresh())) {
            long run = begin(ledger.runs());
            ledger.runs().addExit(run, 2);
            new TransactionTemplate(ledger.transactions())
                    .executeWithoutResult(chunk -> {
                        ledger.tally(run).remark("unreadable", "a line");
                        ledger.runs().addExit(run, 4);
                        ledger.runs().addExit(run, 2);
                        chunk.setRollbackOnly();
                    });

            assertThat(ledger.runs().get(run).exitBits()).isEqualTo(6);
        }
    }

    @Test
    void sources_have_to_be_what_they_were() {
        try (Ledger ledger = Ledger.open(fresh())) {
            long run = begin(ledger.runs());
            ledger.runs().sameSources(run, Map.of("snapshot", "a", "log", "b"));
            ledger.runs().sameSources(run, Map.of("snapshot", "a", "log", "b"));

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() ->
                            ledger.runs().sameSources(run, Map.of("snapshot", "a", "log", "c")))
                    .withMessageContaining("run " + run + ": log");
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> ledger.runs().sameSources(run, Map.of("snapshot", "a")))
                    .withMessageContaining("log");
        }
    }

    @Test
    void the_lock_is_refused_while_its_holder_lives_and_free_after_that() {
        Holder me = Holder.current();
        Holder other =
                new Holder(
                        "another-host", 4711, Instant.parse("2026-01-01T00:00:00Z"), Instant.now());
        try (Ledger ledger = Ledger.open(fresh())) {
            RunLock held = RunLock.take(ledger, other, () -> {});
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> RunLock.take(ledger, me, () -> {}))
                    .withMessageContaining("process 4711 on another-host");
            held.close();
            RunLock.take(ledger, me, () -> {}).close();
        }
    }

    @Test
    void the_lock_of_a_process_that_ended_on_this_host_is_free_at_once() {
        Holder me = Holder.current();
        Holder dead =
                new Holder(
                        me.host(),
                        me.process(),
                        Instant.parse("2001-01-01T00:00:00Z"),
                        Instant.now());
        try (Ledger ledger = Ledger.open(fresh())) {
            RunLock lost = RunLock.take(ledger, dead, () -> {});
            RunLock.take(ledger, me, () -> {}).close();
            lost.close();
        }
    }

    @Test
    void the_lock_of_another_host_that_was_not_touched_for_a_minute_is_free_and_its_holder_notices()
            throws InterruptedException {
        Holder other =
                new Holder(
                        "another-host", 4711, Instant.parse("2026-01-01T00:00:00Z"), Instant.now());
        AtomicBoolean noticed = new AtomicBoolean();
        try (Ledger ledger = Ledger.open(fresh());
                RunLock silent = RunLock.take(ledger, other, () -> noticed.set(true))) {
            ledger.jdbc()
                    .sql("UPDATE run_lock SET beaten_at = CURRENT_TIMESTAMP - INTERVAL '61' SECOND")
                    .update();
            RunLock mine = RunLock.take(ledger, Holder.current(), () -> {});

            silent.beat();

            assertThat(noticed).isTrue();
            mine.close();
        }
    }

    @Test
    void a_ledger_of_a_newer_version_is_refused() {
        LedgerAddress address = fresh();
        try (Ledger ledger = Ledger.open(address)) {
            ledger.jdbc()
                    .sql(
                            "INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'from the future', type, 'V99__future.sql', checksum,"
                                    + " installed_by, installed_on, execution_time, success FROM \"flyway_schema_history\" WHERE \"version\" = '2'")
                    .update();
        }

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Ledger.open(address))
                .withMessageContaining("a newer version of this program wrote the ledger")
                .withMessageContaining("schema version 99");
    }
}
