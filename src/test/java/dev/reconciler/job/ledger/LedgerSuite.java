package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.model.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
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
