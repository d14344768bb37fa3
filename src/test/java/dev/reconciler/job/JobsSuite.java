package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.reconciler.job.FakeJob.Mishap;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starting, stopping and resuming does, whichever database the ledger is in. */
abstract class JobsSuite {
    @TempDir Path home;

    private Settings settings;
    private FrozenPlan plan;
    private final List<String> said = new ArrayList<>();
    private volatile RunStatus seen;

    /** A ledger that was never used before. */
    abstract LedgerAddress ledger();

    @BeforeEach
    void settings() throws IOException {
        settings = TestSettings.in(home, ledger());
        Path signers = Files.writeString(home.resolve("allowed_signers"), "");
        plan = TestPlan.freeze(settings.plans(), signers, List.of());
    }

    @Test
    void a_run_that_nothing_disturbs_completes_and_leaves_no_files() {
        Outcome outcome = jobs().plan();

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(outcome.exitStatus()).isZero();
        assertThat(numbers(outcome.run())).isEqualTo(FakeJob.NUMBERS);
        assertThat(home.resolve("work/runs/" + outcome.run())).doesNotExist();
    }

    @Test
    void what_steps_tell_is_seen_and_kept_in_a_file() {
        jobs().plan();

        assertThat(said).containsExactly("snapshot: 30 numbers");
        assertThat(seen.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.done()).isEqualTo(30));
        assertThat(StatusFile.in(settings.work()).read())
                .contains(seen)
                .map(RunStatus::state)
                .contains("completed");
    }

    @Test
    void there_is_no_exit_status_until_a_run_has_ended() throws Exception {
        let(Mishap.DAWDLE);
        CompletableFuture<Outcome> going = CompletableFuture.supplyAsync(jobs()::plan);
        awaitDawdling();
        Path status = settings.work().resolve("status.json");
        assertThat(status).content().contains("running").doesNotContain("exitStatus");
        assertThat(StatusFile.in(settings.work()).read())
                .map(RunStatus::exitStatus)
                .contains(Optional.empty());
        let(null);

        assertThat(going.get().exitStatus()).isZero();
        assertThat(status).content().contains("completed", "\"exitStatus\" : 0");
    }

    @Test
    void a_problem_in_a_step_comes_out_as_it_was_thrown() throws IOException {
        let(Mishap.PROBLEM);

        Outcome outcome = jobs().plan();

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.exitStatus()).isEqualTo(1);
        assertThat(outcome.problem()).map(Problem::what).contains("number 15 is odd");
        assertThat(StatusFile.in(settings.work()).read()).map(RunStatus::state).contains("failed");
    }

    @Test
    void an_exception_of_a_library_is_named_and_how_to_go_on() throws IOException {
        let(Mishap.SURPRISE);

        assertThat(jobs().plan().problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem.where())
                            .isEqualTo("IllegalStateException: a library is surprised");
                    assertThat(problem.next()).contains("reconciler resume");
                });
    }

    @Test
    void a_failed_run_goes_on_behind_its_last_chunk() throws IOException {
        let(Mishap.PROBLEM);
        long run = jobs().plan().run();
        assertThat(numbers(run)).isEqualTo(10);
        let(null);

        Outcome outcome = jobs().resume();

        assertThat(outcome.run()).isEqualTo(run);
        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(numbers(run)).isEqualTo(FakeJob.NUMBERS);
    }

    @Test
    void a_run_whose_process_vanished_goes_on() throws Exception {
        let(Mishap.KILL);
        assertThat(FakeProcess.start(home.toString(), settings.ledger().url()).waitFor())
                .isEqualTo(137);
        assertThat(StatusFile.in(settings.work()).read())
                .map(RunStatus::hasVanished)
                .contains(true);
        let(null);

        Outcome outcome = jobs().resume();

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(numbers(outcome.run())).isEqualTo(FakeJob.NUMBERS);
    }

    @Test
    void a_second_process_is_refused_and_told_who_has_the_ledger() throws Exception {
        let(Mishap.DAWDLE);
        Process other = FakeProcess.start(home.toString(), settings.ledger().url());
        try {
            awaitDawdling();

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> jobs().plan())
                    .withMessageContaining("process " + other.pid() + " on ");
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> jobs().resume());
        } finally {
            let(null);
        }
        assertThat(other.waitFor()).isZero();
    }

    @Test
    void a_run_that_is_asked_to_stop_finishes_the_chunk_in_hand_and_can_go_on() throws Exception {
        let(Mishap.DAWDLE);
        Jobs jobs = jobs();
        CompletableFuture<Outcome> stopped = CompletableFuture.supplyAsync(jobs::plan);
        awaitDawdling();
        jobs.stop();
        Thread.sleep(300);
        let(null);

        Outcome outcome = stopped.get();

        assertThat(outcome.end()).isEqualTo(End.STOPPED);
        assertThat(numbers(outcome.run())).isEqualTo(20);
        assertThat(jobs().resume().end()).isEqualTo(End.COMPLETED);
        assertThat(numbers(outcome.run())).isEqualTo(FakeJob.NUMBERS);
    }

    @Test
    void a_resume_is_refused_when_a_source_has_changed() throws IOException {
        let(Mishap.PROBLEM);
        jobs().plan();
        let(null);
        Files.writeString(home.resolve("source"), "another one");

        assertThat(jobs().resume().problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem.what())
                            .isEqualTo("a source has changed since the run began");
                    assertThat(problem.where()).endsWith("snapshot");
                });
    }

    @Test
    void a_resume_is_refused_when_the_configuration_has_changed() throws IOException {
        let(Mishap.PROBLEM);
        jobs().plan();
        settings = TestSettings.in(home, settings.ledger(), Duration.ofMinutes(20));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> jobs().resume())
                .withMessageContaining("the configuration has changed");
    }

    @Test
    void what_was_accepted_when_a_run_began_is_accepted_when_it_goes_on() throws IOException {
        let(Mishap.PROBLEM);
        new Jobs(settings.allowing(true, true), Map.of("plan", FakeJob.class), Watcher.none())
                .plan();
        let(null);

        assertThat(jobs().resume().end()).isEqualTo(End.COMPLETED);
    }

    @Test
    void nothing_is_resumed_where_every_run_has_ended() {
        jobs().plan();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> jobs().resume())
                .withMessageContaining("nothing to resume");
    }

    @Test
    void a_new_plan_takes_the_place_of_one_that_did_not_end() throws IOException {
        let(Mishap.PROBLEM);
        long first = jobs().plan().run();
        let(null);

        assertThat(jobs().plan().run()).isGreaterThan(first);
        assertThat(said)
                .anySatisfy(fact ->
                        assertThat(fact)
                                .startsWith("given up: run " + first + ", plan, begun ")
                                .endsWith(", which did not end"));
        assertThat(home.resolve("work/runs/" + first)).doesNotExist();
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> jobs().resume());
    }

    @Test
    void an_apply_goes_on_by_itself_and_is_refused_once_it_is_done() throws IOException {
        let(Mishap.PROBLEM);
        long run = jobs().apply(apply()).run();
        let(null);

        assertThat(jobs().apply(apply()))
                .satisfies(outcome -> {
                    assertThat(outcome.run()).isEqualTo(run);
                    assertThat(outcome.end()).isEqualTo(End.COMPLETED);
                    assertThat(outcome.plan()).contains(plan.id());
                });
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> jobs().apply(apply()))
                .withMessageContaining("applied already");
    }

    @Test
    void a_resumed_apply_knows_what_it_was_asked() throws IOException {
        let(Mishap.PROBLEM);
        jobs().apply(apply());
        let(null);

        assertThat(jobs().resume())
                .satisfies(outcome -> {
                    assertThat(outcome.job()).isEqualTo("apply");
                    assertThat(outcome.plan()).contains(plan.id());
                });
    }

    @Test
    void a_plan_is_applied_by_one_run_at_a_time_also_with_ledgers_of_their_own() {
        Settings elsewhere =
                TestSettings.in(home, LedgerAddress.inFolder(home.resolve("elsewhere")));
        try (PlanLock lock = PlanLock.take(plan.folder())) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> jobs(elsewhere).apply(apply()))
                    .withMessageContaining(
                            "is being applied or taken back already: process "
                                    + ProcessHandle.current().pid());
        }
    }

    @Test
    void waiting_for_approval_is_no_failure_and_over_once_it_is_there() throws IOException {
        let(Mishap.WAIT_FOR_APPROVAL);
        assertThat(jobs().apply(apply()).exitStatus()).isEqualTo(Exit.WAITING.bit());
        let(null);

        assertThat(jobs().apply(apply()).exitStatus()).isZero();
    }

    @Test
    void a_run_that_went_on_last_is_resumed_though_a_newer_one_did_not_end() throws IOException {
        let(Mishap.PROBLEM);
        long older = jobs().apply(apply()).run();
        long newer = jobs().plan().run();
        assertThat(jobs().apply(apply()).run()).isEqualTo(older);
        let(null);

        assertThat(jobs().resume().run()).isEqualTo(older);
        assertThat(jobs().resume().run()).isEqualTo(newer);
    }

    @Test
    void a_resume_says_which_run_goes_on_and_what_is_still_open() throws IOException {
        let(Mishap.PROBLEM);
        long apply = jobs().apply(apply()).run();
        long made = jobs().plan().run();
        said.clear();
        jobs().resume();
        assertThat(said).noneMatch(fact -> fact.startsWith("still open"));
        let(null);

        said.clear();
        jobs().resume();
        assertThat(said.getFirst()).startsWith("goes on: run " + made + ", plan, begun ");
        assertThat(said.getLast())
                .startsWith("still open: run " + apply + ", apply of plan " + brief())
                .endsWith(": reconciler resume");

        said.clear();
        jobs().resume();
        assertThat(said.getFirst())
                .startsWith("goes on: run " + apply + ", apply of plan " + brief());
        assertThat(said).noneMatch(fact -> fact.startsWith("still open"));
    }

    private String brief() {
        return plan.id().substring(0, 8);
    }

    @Test
    void the_newest_run_is_resumed_where_the_status_cannot_be_read() throws IOException {
        let(Mishap.PROBLEM);
        jobs().apply(apply());
        long newer = jobs().plan().run();
        jobs().apply(apply());
        let(null);
        Files.writeString(settings.work().resolve("status.json"), "{");

        assertThat(jobs().resume().run()).isEqualTo(newer);
    }

    @Test
    void a_plan_that_is_refused_for_how_it_was_asked_is_not_resumed() throws IOException {
        let(Mishap.REFUSED);
        assertThat(jobs().plan().exitStatus()).isEqualTo(1);
        assertThat(seen.state()).isEqualTo("refused");
        let(null);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> jobs().resume())
                .withMessageContaining("nothing to resume");
    }

    @Test
    void an_apply_that_is_refused_before_it_wrote_anything_is_not_resumed() throws IOException {
        let(Mishap.PROBLEM);
        long failed = jobs().plan().run();
        let(Mishap.REFUSED);
        long refused = jobs().apply(apply()).run();
        assertThat(seen.state()).isEqualTo("refused");
        let(null);

        assertThat(jobs().resume().run()).isEqualTo(failed);
        assertThat(jobs().apply(apply()).run()).isGreaterThan(refused);
    }

    private Apply apply() {
        return new Apply(
                plan.folder(),
                plan.id(),
                But.expecting(ApplyOptions.NONE, plan.header().entries()));
    }

    private Jobs jobs() {
        return jobs(settings);
    }

    private Jobs jobs(Settings with) {
        Map<String, Class<?>> wiring = Map.of("plan", FakeJob.class, "apply", FakeJob.class);
        return new Jobs(
                with,
                wiring,
                new Watcher() {
                    @Override
                    public void see(RunStatus status) {
                        seen = status;
                    }

                    @Override
                    public void say(String label, String text) {
                        said.add(label + ": " + text);
                    }
                });
    }

    private void let(Mishap mishap) throws IOException {
        if (mishap == null) {
            Files.deleteIfExists(home.resolve("mishap"));
        } else {
            Files.writeString(home.resolve("mishap"), mishap.name());
        }
    }

    private void awaitDawdling() {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(home.resolve("dawdling")));
    }

    private int numbers(long run) {
        try (Ledger ledger = Ledger.open(settings.ledger())) {
            return ledger.jdbc()
                    .sql("SELECT count(*) FROM fake_number WHERE run = ?")
                    .param(run)
                    .query(Integer.class)
                    .single();
        }
    }
}
