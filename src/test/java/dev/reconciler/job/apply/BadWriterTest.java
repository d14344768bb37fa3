package dev.reconciler.job.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.But;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Outcome;
import dev.reconciler.model.Damage;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody still damages deploys while a plan waits, or is applied. */
class BadWriterTest {
    private static final String TREE = "1".repeat(40);
    private static final String OTHER = "2".repeat(40);

    @TempDir Path home;

    private final List<Entry> entries = new ArrayList<>();
    private Optional<SignedPlan> made = Optional.empty();

    @AfterEach
    void close() {
        made.ifPresent(SignedPlan::close);
    }

    /** Numbered from 1, of deploys that have lost their pointers. */
    private void restores(int count) {
        IntStream.rangeClosed(1, count).mapToObj(i -> restoring("d" + i)).forEach(entries::add);
    }

    private static Entry restoring(String deploy) {
        return TestPlan.entry(
                id(deploy),
                TestPlan.write(
                        Write.Target.DEPLOY,
                        id(deploy),
                        Map.of("state", new BsonString("ready")),
                        Map.of("tree_id", Optional.of(new BsonString(TREE)))));
    }

    private static Entry leftToPeople(String deploy, Damage damage) {
        return new Entry(
                id(deploy),
                Optional.empty(),
                Optional.empty(),
                "starter",
                Set.of(damage),
                new PlannedRemedy.Escalate(),
                List.of(),
                0,
                false,
                "",
                false,
                false,
                List.of());
    }

    private SignedPlan plan() {
        return plan(Scope.ALL);
    }

    private SignedPlan plan(Scope scope) {
        SignedPlan plan = SignedPlan.of(home, entries, scope, Map.of());
        made = Optional.of(plan);
        entries.forEach(plan::load);
        plan.bounds(But.trying(plan.settings.bounds(), 0));
        add(plan, "sound");
        return plan;
    }

    private static void add(SignedPlan plan, String deploy) {
        plan.server.collection("deploys").insertOne(SignedPlan.deploy(id(deploy)));
    }

    /** As a migration may, which does not say when. */
    private static void change(SignedPlan plan, String deploy, String update) {
        plan.server
                .collection("deploys")
                .updateOne(
                        new BsonDocument("_id", new BsonString(deploy)),
                        BsonDocument.parse(update));
    }

    /** So slowly that there are some looks while it goes on. */
    private static Outcome applySlowly(SignedPlan plan) {
        return plan.apply(
                new ApplyOptions(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(20.0),
                        Optional.empty()));
    }

    private static void isStopped(Outcome outcome, String where) {
        assertThat(Exit.FAILURE.isIn(outcome.exitStatus())).isTrue();
        assertThat(outcome.problem())
                .map(Problem::what)
                .hasValueSatisfying(what -> assertThat(what).contains("still damaging"));
        assertThat(outcome.problem()).map(Problem::where).contains(where);
    }

    @Test
    void a_pointer_that_is_lost_again_when_it_is_read_again_ends_the_run() {
        restores(2);
        SignedPlan plan = plan();
        plan.bounds(But.trying(plan.settings.bounds(), 1));
        plan.server.meddles(1, "d1", "tree_id", "none");
        Outcome stopped = plan.apply();
        assertThat(stopped.exitStatus()).isEqualTo(Exit.FAILURE.bit() | Exit.INCOMPLETE.bit());
        isStopped(stopped, "deploy d1 (tree_id)");
        assertThat(plan.written()).containsExactly(1L);
    }

    @Test
    void a_pointer_that_has_become_another_before_it_is_written_ends_the_run() {
        restores(60);
        SignedPlan plan = plan();
        plan.server.meddles(10, "d40", "tree_id", OTHER);
        Outcome stopped = plan.apply();
        assertThat(stopped.exitStatus()).isEqualTo(Exit.FAILURE.bit() | Exit.CONFLICT.bit());
        isStopped(stopped, "deploy d40 (tree_id)");
        assertThat(plan.written()).hasSize(49);
        assertThat(plan.apply().exitStatus()).isEqualTo(Exit.CONFLICT.bit());
    }

    @ParameterizedTest
    @CsvSource({
        "tree_id, {$unset: {tree_id: ''}}",
        "tree_id, {$set: {tree_id: 'none'}}",
        "state, {$set: {state: null}}",
        "site_id, {$unset: {site_id: ''}}",
        "tree_id, '{$unset: {tree_id: \"\"}, $set: {updated_at: {$date: \"2017-02-02T20:42:00Z\"}}}'"
    })
    void a_deploy_that_was_damaged_since_the_plan_keeps_it_from_being_applied(
            String field, String update) {
        restores(2);
        SignedPlan plan = plan();
        change(plan, "sound", update);
        isStopped(plan.apply(), "deploy sound (" + field + ")");
        assertThat(plan.written()).isEmpty();
    }

    @Test
    void a_deploy_that_needs_no_pointer_yet_or_that_was_set_aside_keeps_nothing_up() {
        restores(2);
        SignedPlan plan = plan();
        change(plan, "sound", "{$set: {state: 'uploading'}, $unset: {tree_id: ''}}");
        add(plan, "aside");
        change(
                plan,
                "aside",
                "{$set: {state: 'error', error_message: 'deploy-reconciler: lost'}, $unset: {tree_id: '', site_id: ''}}");
        assertThat(plan.apply().problem()).isEmpty();
    }

    @Test
    void what_the_plan_leaves_damaged_keeps_nothing_up_and_what_it_knew_to_be_sound_does() {
        restores(2);
        entries.add(leftToPeople("lost", Damage.POINTER_LOST));
        entries.add(leftToPeople("incomplete", Damage.FILE_MISSING));
        SignedPlan plan = plan();
        change(plan, "lost", "{$unset: {tree_id: ''}}");
        assertThat(plan.apply(ApplyOptions.NONE).problem()).isEmpty();
        plan.close();
    }

    @Test
    void a_deploy_that_is_in_the_plan_for_its_files_alone_may_not_lose_its_pointer() {
        restores(2);
        entries.add(leftToPeople("incomplete", Damage.FILE_MISSING));
        SignedPlan plan = plan();
        change(plan, "incomplete", "{$unset: {tree_id: ''}}");
        isStopped(plan.apply(), "deploy incomplete (tree_id)");
        assertThat(plan.written()).isEmpty();
    }

    @Test
    void a_deploy_that_is_damaged_while_the_plan_is_applied_ends_the_run() {
        restores(150);
        SignedPlan plan = plan();
        plan.server.meddles(5, "sound", "state", 7);
        isStopped(applySlowly(plan), "deploy sound (state)");
        assertThat(plan.written()).hasSizeBetween(5, 149);
    }

    /** Its pointer is repaired, and then something else of it is lost, which no write is about. */
    @ParameterizedTest
    @CsvSource({"account_id, ", "tree_id, " + "2222222222222222222222222222222222222222"})
    void a_deploy_that_is_damaged_again_after_its_write_ends_the_run(String field, String value) {
        restores(150);
        SignedPlan plan = plan();
        plan.server.meddles(5, "d3", field, value);
        isStopped(applySlowly(plan), "deploy d3 (" + field + ")");
        assertThat(plan.written()).hasSizeBetween(5, 149);
    }

    @Test
    void what_is_damaged_while_all_is_written_in_no_time_is_noticed_and_the_run_can_be_ended() {
        restores(60);
        SignedPlan plan = plan();
        plan.server.meddles(55, "sound", "tree_id", null);
        isStopped(plan.apply(), "deploy sound (tree_id)");
        assertThat(plan.written()).hasSize(60);
        assertThat(plan.apply().exitStatus()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tree_id", "site_id"})
    void a_pointer_or_a_site_that_becomes_another_while_the_plan_is_applied_ends_the_run(
            String field) {
        restores(150);
        SignedPlan plan = plan();
        plan.server.meddles(5, "sound", field, OTHER);
        isStopped(applySlowly(plan), "deploy sound (" + field + ")");
    }

    /** What is out of its scope may have been damaged before. */
    @Test
    void a_plan_for_a_part_is_stopped_by_what_becomes_damaged_and_not_by_what_was() {
        restores(150);
        SignedPlan plan = plan(new Scope(List.of(), List.of(), List.of("enterprise")));
        add(plan, "before");
        change(plan, "before", "{$unset: {tree_id: ''}}");
        plan.server.meddles(5, "sound", "tree_id", null);
        isStopped(applySlowly(plan), "deploy sound (tree_id)");
        change(plan, "sound", "{$set: {tree_id: '" + TREE + "'}}");
        assertThat(plan.apply().exitStatus()).isZero();
    }

    @Test
    void a_platform_that_goes_on_working_is_no_bad_writer() {
        restores(60);
        SignedPlan plan = plan();
        add(plan, "new");
        change(plan, "new", "{$set: {state: 'building'}, $unset: {tree_id: ''}}");
        plan.server.meddles(5, "new", "tree_id", OTHER);
        assertThat(applySlowly(plan).exitStatus()).isZero();
    }
}
