package dev.reconciler.job.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.But;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.TestSettings;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanHeader.TierTotal;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an apply writes, in which order, how fast, and what ends it before it is done. */
class CourseOfApplyTest {
    private static final ApplyOptions ALL = ApplyOptions.NONE;
    private static final PlannedRemedy RESTORE = new PlannedRemedy.Restore(Optional.empty());

    @TempDir Path home;

    private final List<Entry> entries = new ArrayList<>();
    private Optional<SignedPlan> made = Optional.empty();

    @AfterEach
    void close() {
        made.ifPresent(SignedPlan::close);
    }

    /** Entries of a site, an account and a tier of that name each, numbered from 1 in all. */
    private void entries(String of, int count) {
        for (int i = 0; i < count; i++) {
            entries.add(entry(of, "d" + (entries.size() + 1), RESTORE));
        }
    }

    private static Entry entry(String of, String deploy, PlannedRemedy remedy) {
        Write write =
                TestPlan.write(
                        Write.Target.DEPLOY,
                        id(deploy),
                        Map.of("state", new BsonString("ready")),
                        Map.of("title", Optional.of(new BsonString("as it was"))));
        return new Entry(
                id(deploy),
                Optional.of(id(of + "-site")),
                Optional.of(id(of + "-account")),
                of,
                Set.of(),
                remedy,
                List.of(),
                0,
                false,
                "",
                false,
                false,
                List.of(write));
    }

    private SignedPlan plan() {
        return plan(Map.of());
    }

    private SignedPlan plan(Map<String, TierTotal> totals) {
        SignedPlan plan = SignedPlan.of(home, entries, totals);
        made = Optional.of(plan);
        entries.forEach(plan::load);
        plan.bounds(But.trying(plan.settings.bounds(), 0));
        return plan;
    }

    private static ApplyOptions only(List<String> sites, List<String> tiers) {
        return ApplyOptions.only(sites, List.of(), tiers, List.of());
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** The deploy was made under another account than its site has by now. */
    @ParameterizedTest
    @ValueSource(strings = {"e1", "Iceberg", "enterprise"})
    void an_entry_is_chosen_by_whose_its_site_is_now_as_for_a_plan(String named) {
        entries("starter", 2);
        entries("business", 2);
        SignedPlan plan = plan();
        plan.server
                .collection("sites")
                .insertOne(BsonDocument.parse("{_id: 'starter-site', account_id: 'e1'}"));
        plan.server
                .collection("accounts")
                .insertOne(BsonDocument.parse("{_id: 'e1', name: 'Iceberg', plan: 'enterprise'}"));
        boolean isTier = named.equals("enterprise");
        Outcome part =
                plan.apply(
                        ApplyOptions.only(
                                List.of(),
                                isTier ? List.of() : List.of(named),
                                isTier ? List.of(named) : List.of(),
                                List.of()));
        assertThat(part.exitStatus()).isZero();
        assertThat(plan.written()).containsExactly(1L, 2L);
        assertThat(plan.said).noneMatch(line -> line.startsWith("no entry"));
        assertThat(plan.apply(only(List.of(), List.of("starter"))).problem())
                .map(Problem::what)
                .contains("the plan has no entry of what was chosen");
    }

    @Test
    void what_a_partial_apply_left_out_is_applied_later_under_the_same_approvals() {
        entries("enterprise", 3);
        entries("starter", 4);
        SignedPlan plan = plan();

        Outcome part = plan.apply(only(List.of(), List.of("enterprise")));
        assertThat(part.problem()).isEmpty();
        assertThat(part.exitStatus()).isZero();
        assertThat(plan.written()).isEqualTo(numbers(1, 3));
        assertThat(plan.said)
                .contains(
                        "chosen: 3 of 7 entries",
                        "confirmed: 3 of 7 entries, 0 conflicts, 0 not as planned when read again; 4 are still to come");
        assertThat(plan.plan.folder().resolve("applied.json")).content().contains("\"left\" : 4");

        Outcome rest = plan.apply();
        assertThat(rest.exitStatus()).isZero();
        assertThat(rest.run()).isNotEqualTo(part.run());
        assertThat(plan.written()).isEqualTo(numbers(1, 7));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(plan::apply)
                .withMessageContaining("this plan is applied already");
    }

    @Test
    void each_run_leaves_what_it_added_to_the_lists_and_says_what_is_still_to_come()
            throws IOException {
        entries.add(entry("enterprise", "d1", new PlannedRemedy.Rebuild("c0ffee")));
        entries.add(entry("starter", "d2", new PlannedRemedy.Rebuild("c0ffee")));
        SignedPlan plan = plan();
        Path folder = plan.plan.folder();

        long first = plan.apply(only(List.of(), List.of("enterprise"))).run();
        assertThat(folder.resolve("rebuilds." + first + ".jsonl"))
                .content()
                .contains("\"d1\"")
                .doesNotContain("\"d2\"");
        assertThat(folder.resolve("rebuilds.jsonl")).content().doesNotContain("\"d2\"");
        assertThat(folder.resolve("index.html")).content().contains("deploy still to come");

        long second = plan.apply().run();
        assertThat(folder.resolve("rebuilds." + second + ".jsonl"))
                .content()
                .contains("\"d2\"")
                .doesNotContain("\"d1\"");
        assertThat(Files.readAllLines(folder.resolve("rebuilds.jsonl"))).hasSize(2);
        assertThat(folder.resolve("purge." + second + ".jsonl")).exists();
        assertThat(folder.resolve("index.html")).content().doesNotContain("still to come");
    }

    @Test
    void a_choice_of_several_kinds_is_what_fits_them_all() {
        entries("enterprise", 2);
        entries("starter", 2);
        SignedPlan plan = plan();
        plan.apply(
                ApplyOptions.only(
                        List.of("starter-site", "enterprise-site"),
                        List.of("starter-account"),
                        List.of("starter", "enterprise"),
                        List.of()));
        assertThat(plan.written()).containsExactly(3L, 4L);
    }

    @Test
    void sites_that_are_to_be_first_come_before_all_others_and_the_rest_in_the_plans_order() {
        entries("enterprise", 2);
        entries("global", 2);
        entries("starter", 2);
        SignedPlan plan = plan();
        assertThat(
                        plan.apply(
                                        ApplyOptions.only(
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of("starter-site", "unknown")))
                                .problem())
                .isEmpty();
        assertThat(plan.written()).containsExactly(5L, 6L, 1L, 2L, 3L, 4L);
        assertThat(plan.said).contains("no entry: site unknown, which was named");
    }

    @Test
    void what_is_read_again_is_counted_among_what_was_written() {
        entries("enterprise", 2);
        entries("starter", 3);
        SignedPlan plan = plan();
        plan.apply(only(List.of(), List.of("enterprise")));
        assertThat(plan.step("confirm").total()).isEqualTo(2);
        plan.apply();
        assertThat(plan.step("confirm"))
                .satisfies(step -> {
                    assertThat(step.before()).isEqualTo(2);
                    assertThat(step.done()).isEqualTo(5);
                });
    }

    @Test
    void a_choice_that_fits_nothing_is_refused_and_keeps_no_run_open() {
        entries("enterprise", 2);
        SignedPlan plan = plan();
        assertThat(plan.apply(only(List.of("x"), List.of("enterprise"))).problem())
                .map(Problem::toString)
                .hasValueSatisfying(text ->
                        assertThat(text)
                                .contains(
                                        "the plan has no entry of what was chosen",
                                        "none of its 2 entries is of site x and tier enterprise"));
        assertThat(plan.apply(only(List.of("enterprise-site"), List.of())).exitStatus()).isZero();
    }

    @Test
    void what_an_entry_of_the_choice_needs_is_taken_along_before_it() {
        entries("starter", 1);
        entries("enterprise", 1);
        entries.add(
                entry("enterprise", "d3", new PlannedRemedy.Revert(id("d1"), Optional.empty())));
        SignedPlan plan = plan();
        plan.apply(only(List.of("enterprise-site"), List.of()));
        assertThat(plan.written()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_run_that_did_not_end_goes_on_with_its_own_choice_and_no_other() {
        entries("enterprise", 60);
        entries("starter", 2);
        SignedPlan plan = plan();
        ApplyOptions enterprise = only(List.of(), List.of("enterprise"));
        plan.server.fails(ServerWithFaults.WRITE, 55, 1_000, false);
        Outcome failed = plan.apply(enterprise);
        assertThat(failed.end()).isEqualTo(End.FAILED);
        plan.server.works();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> plan.apply(only(List.of(), List.of("starter"))))
                .withMessageContaining("a run of this plan that chose otherwise did not end")
                .withMessageContaining("--new-run");
        Outcome gone = plan.apply();
        assertThat(gone.run()).isEqualTo(failed.run());
        assertThat(gone.exitStatus() & Exit.FAILURE.bit()).isZero();
        assertThat(plan.written()).isEqualTo(numbers(1, 60));
    }

    @Test
    void a_run_that_is_given_up_leaves_what_it_wrote_and_what_it_had_begun_is_brought_to_its_end() {
        entries("enterprise", 60);
        entries("starter", 2);
        SignedPlan plan = plan();
        // Three writes of the second chunk are made, and none of them is on record.
        plan.server.fails(ServerWithFaults.WRITE, 54, 1_000, false);
        assertThat(plan.apply(only(List.of(), List.of("enterprise"))).end()).isEqualTo(End.FAILED);
        assertThat(plan.written()).hasSize(50);
        plan.server.works();

        Outcome other = plan.apply(plan.jobs(), only(List.of(), List.of("starter")), true);
        assertThat(other.problem()).isEmpty();
        assertThat(plan.written()).containsSubsequence(51L, 52L, 53L, 61L, 62L).hasSize(55);
        plan.apply();
        assertThat(plan.written()).containsExactlyInAnyOrderElementsOf(numbers(1, 62));
    }

    @Test
    void the_first_of_each_remedy_are_confirmed_before_the_rest_is_written() {
        entries("enterprise", 3);
        entries.add(entry("enterprise", "d4", new PlannedRemedy.Publish()));
        entries("starter", 2);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        assertThat(plan.apply().exitStatus()).isZero();
        assertThat(plan.written()).containsExactly(4L, 1L, 2L, 3L, 5L, 6L);
        assertThat(plan.said)
                .contains(
                        "canary: 2 entries, the first of each kind: written, read again, as planned");
    }

    @Test
    void sites_that_are_to_be_first_are_canaries_for_themselves_and_what_they_lack_comes_later() {
        entries("enterprise", 3);
        entries.add(entry("enterprise", "d4", new PlannedRemedy.Publish()));
        entries("starter", 3);
        entries.add(entry("starter", "d8", new PlannedRemedy.Rebuild("c0ffee")));
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        assertThat(
                        plan.apply(
                                        ApplyOptions.only(
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of("starter-site")))
                                .exitStatus())
                .isZero();
        assertThat(plan.written()).containsExactly(8L, 5L, 6L, 7L, 4L, 1L, 2L, 3L);
        assertThat(plan.said)
                .containsSubsequence(
                        "canary: 2 entries, the first of each kind: written, read again, as planned",
                        "canary: 1 entry, the first of each kind: written, read again, as planned");
    }

    @Test
    void what_the_first_sites_lack_is_tried_also_where_the_run_ended_just_after_them() {
        entries("enterprise", 3);
        entries.add(entry("enterprise", "d4", new PlannedRemedy.Publish()));
        entries("starter", 2);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        var deploys = plan.server.collection("deploys");
        BsonDocument sound = SignedPlan.deploy(id("sound"));
        deploys.insertOne(sound);
        plan.server.meddles(2, "sound", "tree_id", null);
        ApplyOptions first =
                ApplyOptions.only(List.of(), List.of(), List.of(), List.of("starter-site"));
        assertThat(plan.apply(first).problem())
                .map(Problem::what)
                .hasValueSatisfying(what -> assertThat(what).contains("still damaging"));
        assertThat(plan.written()).containsExactly(5L, 6L);

        deploys.replaceOne(new BsonDocument("_id", new BsonString("sound")), sound);
        assertThat(plan.apply(first).exitStatus()).isZero();
        assertThat(plan.written()).containsExactly(5L, 6L, 4L, 1L, 2L, 3L);
    }

    @Test
    void a_canary_among_the_first_sites_that_is_not_as_planned_ends_the_run() {
        entries("enterprise", 2);
        entries("starter", 2);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        plan.server.meddles(1, "d3", "title", "another one");
        ApplyOptions first =
                ApplyOptions.only(List.of(), List.of(), List.of(), List.of("starter-site"));
        assertThat(plan.apply(first).problem()).map(Problem::where).get().asString().contains("d3");
        assertThat(plan.written()).containsExactly(3L);
    }

    @Test
    void a_canary_that_is_not_as_planned_ends_the_run_until_somebody_accepts_that() {
        entries("starter", 5);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        plan.server.meddles(1, "d1", "title", "another one");

        Outcome stopped = plan.apply();
        assertThat(stopped.exitStatus()).isEqualTo(Exit.FAILURE.bit() | Exit.INCOMPLETE.bit());
        assertThat(stopped.problem())
                .map(Problem::what)
                .contains("one of the first writes is not as planned when it is read again");
        assertThat(plan.plan.folder().resolve("conflicts.jsonl"))
                .content()
                .contains("\"deploy\":\"d1\"", "\"result\":\"not-confirmed\"");
        assertThat(plan.written()).containsExactly(1L);
        assertThat(plan.apply().problem()).isPresent();
        assertThat(plan.written()).containsExactly(1L);

        assertThat(plan.apply(But.acceptingCanary(ALL)).exitStatus())
                .isEqualTo(Exit.INCOMPLETE.bit());
        assertThat(plan.written()).isEqualTo(numbers(1, 5));
    }

    @Test
    void what_somebody_has_changed_since_it_was_written_is_named_with_what_was_found()
            throws IOException {
        entries("starter", 3);
        SignedPlan plan = plan();
        plan.server.meddles(2, "d2", "title", "another one");
        plan.server.collection("deploys").deleteOne(new BsonDocument("_id", new BsonString("d3")));

        assertThat(plan.apply().exitStatus())
                .isEqualTo(Exit.INCOMPLETE.bit() | Exit.CONFLICT.bit());
        assertThat(plan.said)
                .contains(
                        "confirmed: 1 of 3 entries, 1 conflicts, 1 not as planned when read again: conflicts.jsonl");
        assertThat(Files.readAllLines(plan.plan.folder().resolve("conflicts.jsonl")))
                .containsExactly(
                        "{\"deploy\":\"d3\",\"site\":\"starter-site\",\"remedy\":\"RESTORE\",\"result\":\"conflict\",\"why\":\"the document is gone\"}",
                        "{\"deploy\":\"d2\",\"site\":\"starter-site\",\"remedy\":\"RESTORE\",\"result\":\"not-confirmed\",\"why\":\"it was written, and was not as planned when it was read again; now deploys \\\"d2\\\": title is \\\"another one\\\"\"}");
    }

    @Test
    void who_changes_what_became_of_the_canary_is_noticed_before_more_is_written() {
        entries("starter", 5);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        plan.server.meddles(1, "d1", "title", "another one");
        plan.apply();
        try (Ledger ledger = Ledger.open(plan.settings.ledger())) {
            ledger.jdbc().sql("UPDATE confirmation SET result = 'CONFIRMED'").update();
        }
        assertThat(plan.apply().problem())
                .map(Problem::what)
                .contains("the record of this plan was changed by somebody else");
        assertThat(plan.written()).containsExactly(1L);
    }

    @Test
    void a_canary_that_meets_a_conflict_gives_its_place_to_the_next() {
        entries("starter", 3);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        plan.server.collection("deploys").deleteOne(new BsonDocument("_id", new BsonString("d1")));
        plan.server.meddles(1, "d2", "title", "another one");
        assertThat(plan.apply().problem()).map(Problem::where).get().asString().contains("d2");
        assertThat(plan.written()).containsExactly(2L);
    }

    @Test
    void too_many_conflicts_end_the_run() {
        entries("starter", 100);
        SignedPlan plan = plan();
        remove(plan, 11);
        Outcome stopped = plan.apply();
        assertThat(stopped.exitStatus()).isEqualTo(Exit.FAILURE.bit() | Exit.CONFLICT.bit());
        assertThat(stopped.problem())
                .map(Problem::where)
                .contains("11 of the last 20 entries, more than 20 %");
        assertThat(plan.written()).hasSize(9);
        assertThat(plan.apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertThat(plan.written()).hasSize(89);
    }

    @Test
    void a_few_conflicts_do_not_end_a_small_plan_however_large_a_share_they_are() {
        entries("starter", 24);
        SignedPlan plan = plan();
        remove(plan, 9);
        assertThat(plan.apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertThat(plan.written()).hasSize(15);
    }

    /** The deploys of the first entries are gone. */
    private void remove(SignedPlan plan, int count) {
        entries.stream()
                .limit(count)
                .forEach(entry ->
                        plan.server
                                .collection("deploys")
                                .deleteOne(new BsonDocument("_id", entry.deploy().value())));
    }

    @Test
    void nothing_is_written_while_the_pause_file_is_there() throws Exception {
        entries("starter", 3);
        SignedPlan plan = plan();
        Path pause = Files.writeString(home.resolve("pause"), "");
        CompletableFuture<Outcome> run =
                CompletableFuture.supplyAsync(() -> plan.apply(pausedBy(pause)));
        await().atMost(Duration.ofSeconds(60)).until(() -> plan.state.equals("paused"));
        Thread.sleep(300);
        assertThat(plan.server.documents("deploys")).noneMatch(d -> d.containsKey("title"));
        assertThat(plan.said)
                .containsOnlyOnce("paused: while there is " + pause + ": remove it to go on");
        Files.delete(pause);
        assertThat(run.get().exitStatus()).isZero();
        assertThat(plan.written()).hasSize(3);
    }

    @Test
    void a_run_that_is_paused_can_be_stopped() throws Exception {
        entries("starter", 3);
        SignedPlan plan = plan();
        Path pause = Files.writeString(home.resolve("pause"), "");
        Jobs jobs = plan.jobs();
        CompletableFuture<Outcome> run =
                CompletableFuture.supplyAsync(() -> plan.apply(jobs, pausedBy(pause), false));
        await().atMost(Duration.ofSeconds(60)).until(() -> plan.state.equals("paused"));
        jobs.stop();
        assertThat(run.get().end()).isEqualTo(End.STOPPED);
        Files.delete(pause);
        assertThat(plan.apply().exitStatus()).isZero();
        assertThat(plan.written()).hasSize(3);
    }

    private static ApplyOptions pausedBy(Path file) {
        return new ApplyOptions(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.of(file.toString()));
    }

    @Test
    void no_more_is_written_in_a_second_than_was_allowed() {
        entries("starter", 60);
        SignedPlan plan = plan();
        ApplyOptions slowly =
                new ApplyOptions(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(20.0),
                        Optional.empty());
        long began = System.nanoTime();
        assertThat(plan.apply(slowly).exitStatus()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(1_000 * 60 / 20 - 100));
    }

    @Test
    void a_plan_that_is_too_old_is_refused_unless_that_is_accepted_or_it_has_begun() {
        entries("starter", 2);
        entries("enterprise", 2);
        SignedPlan plan = plan();
        plan.bounds(But.aged(TestSettings.BOUNDS.damaging(1), Duration.ofHours(24)));
        assertThat(plan.apply().problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem.what())
                            .isEqualTo("the plan is older than max-plan-age allows");
                    assertThat(problem.next()).endsWith("--accept-age");
                });
        ApplyOptions accepted = acceptingAge(only(List.of(), List.of("starter")));
        assertThat(plan.apply(accepted).exitStatus()).isZero();
        assertThat(plan.apply().exitStatus()).isZero();
        assertThat(plan.written()).hasSize(4);
    }

    @Test
    void a_plan_of_a_time_that_is_still_to_come_is_refused_unless_that_is_accepted() {
        entries("starter", 2);
        Instant made = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        SignedPlan plan = madeAt(made);
        assertThat(plan.apply().problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem.what()).contains("of a time that is still to come");
                    assertThat(problem.where()).contains(made.toString(), "in 71 h");
                    assertThat(problem.next()).contains("clock").endsWith("--accept-age");
                });
        assertThat(plan.written()).isEmpty();
        assertThat(plan.apply(acceptingAge(ALL)).exitStatus()).isZero();
        assertThat(plan.written()).hasSize(2);
    }

    @Test
    void that_clocks_differ_by_a_few_minutes_is_no_reason_to_refuse_a_plan() {
        entries("starter", 2);
        SignedPlan plan = madeAt(Instant.now().plus(Duration.ofMinutes(4)));
        assertThat(plan.apply().exitStatus()).isZero();
    }

    private SignedPlan madeAt(Instant moment) {
        SignedPlan plan = SignedPlan.madeAt(moment, home, entries);
        made = Optional.of(plan);
        entries.forEach(plan::load);
        return plan;
    }

    private static ApplyOptions acceptingAge(ApplyOptions options) {
        return new ApplyOptions(
                options.onlySites(),
                options.onlyAccounts(),
                options.onlyTiers(),
                options.first(),
                options.expected(),
                options.acceptCanary(),
                true,
                options.rate(),
                options.pauseFile());
    }

    @Test
    void a_plan_that_damages_too_much_of_one_tier_is_refused() throws IOException {
        entries("enterprise", 2);
        SignedPlan plan =
                plan(Map.of("enterprise", new TierTotal(100, 3), "starter", new TierTotal(900, 0)));
        var bounds = plan.settings.bounds();
        plan.bounds(
                new dev.reconciler.job.Bounds(
                        bounds.maxDamage(),
                        Map.of("enterprise", 0.02),
                        bounds.maxPlanAge(),
                        0,
                        bounds.maxConflicts(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(plan.apply().problem())
                .map(Problem::where)
                .contains("3 damaged deploys of tier enterprise of 100 are 3.0 %, more than 2.0 %");
        assertThat(plan.apply(But.expecting(ALL, 2)).exitStatus()).isZero();
    }
}
