package dev.reconciler.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.approve.TestApproval;
import dev.reconciler.model.Portion;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {
    private static final Instant NOW = Instant.parse("2017-02-02T21:00:00.123Z");
    private static final String TREE = "1".repeat(40);

    @TempDir Path folder;

    private final LiveDatabaseInMemory platform = new LiveDatabaseInMemory();
    private final FaultyDatabase live = new FaultyDatabase(platform);
    private final JournalInMemory journal = new JournalInMemory();
    private final List<Entry> entries = new ArrayList<>();

    @BeforeEach
    void incident() {
        deploy(
                "{_id: 'lost', title: 'T', state: 'ready', updated_at: {$date: '2017-02-02T17:20:00Z'}}");
        restore("lost");
        deploy("{_id: 'stuck', state: 'processed', tree_id: '%s', title: 'P'}".formatted(TREE));
        site(
                "{_id: 'one', name: 'docs', published_deploy_id: 'old', updated_at: {$date: '2017-02-01T00:00:00Z'}}");
        publish("stuck", "one");
        deploy("{_id: 'bad', state: 'ready', tree_id: '%s'}".formatted("2".repeat(40)));
        deploy("{_id: 'good', state: 'ready', tree_id: '%s'}".formatted(TREE));
        site("{_id: 'two', published_deploy_id: 'bad', locked: false}");
        revert("bad", "two", "good");
        entries.add(TestPlan.entry(id("nothing to write")));
    }

    @Test
    void every_document_is_written_as_planned_and_keeps_what_the_plan_does_not_name() {
        var outcomes = apply();
        assertThat(outcomes).hasSize(4).allMatch(EntryOutcome::holds);
        assertThat(deploy("lost", "title")).isEqualTo(new BsonString("T"));
        assertThat(deploy("lost", "tree_id")).isEqualTo(new BsonString(TREE));
        assertThat(deploy("stuck", "state")).isEqualTo(new BsonString("ready"));
        assertThat(site("one", "published_deploy_id")).isEqualTo(new BsonString("stuck"));
        assertThat(site("one", "name")).isEqualTo(new BsonString("docs"));
        assertThat(site("two", "published_deploy_id")).isEqualTo(new BsonString("good"));
        assertThat(platform.get("deploys", id("bad"))).doesNotContainKey("tree_id");
        assertThat(journal.outcomes).containsOnlyKeys(1L, 2L, 3L, 4L);
    }

    @Test
    void documents_that_are_too_large_together_are_backed_up_and_written_one_by_one() {
        BsonString large = new BsonString("x".repeat((int) Portion.BYTES));
        List<String> deploys = List.of("lost", "stuck", "bad");
        deploys.forEach(deploy -> {
            BsonDocument document =
                    platform.get("deploys", id(deploy)).decode(new BsonDocumentCodec());
            platform.put("deploys", document.append("notes", large));
        });
        assertThat(apply()).hasSize(4).allMatch(EntryOutcome::holds);
        assertThat(deploys)
                .allSatisfy(deploy -> assertThat(backupsOf(deploy)).hasSize(1))
                .allSatisfy(deploy -> assertThat(deploy(deploy, "notes")).isEqualTo(large));
        assertThat(journal.mostBackedUpAtOnce).isLessThan(3);
    }

    @Test
    void updated_at_is_set_by_our_clock_and_the_journal_knows_what_it_replaced() {
        apply();
        assertThat(deploy("lost", "updated_at")).isEqualTo(new BsonDateTime(NOW.toEpochMilli()));
        assertThat(result("lost"))
                .isEqualTo(
                        new WriteResult.Applied(
                                NOW,
                                Optional.of(
                                        new BsonDateTime(
                                                Instant.parse("2017-02-02T17:20:00Z")
                                                        .toEpochMilli()))));
        assertThat(result("stuck")).isEqualTo(new WriteResult.Applied(NOW, Optional.empty()));
    }

    @Test
    void updated_at_is_later_than_what_it_replaces_whatever_our_clock_says() {
        deploy(
                "{_id: 'lost', title: 'T', state: 'ready', updated_at: {$date: '2099-01-01T00:00:00Z'}}");
        apply();
        assertThat(deploy("lost", "updated_at"))
                .isEqualTo(
                        new BsonDateTime(Instant.parse("2099-01-01T00:00:00.001Z").toEpochMilli()));
    }

    @Test
    void an_updated_at_that_is_no_date_becomes_one_and_is_no_conflict_on_a_deploy() {
        deploy("{_id: 'odd', updated_at: 'yesterday', tree_id: '%s'}".formatted(TREE));
        entries.add(
                TestPlan.entry(
                        id("odd"),
                        write(
                                Write.Target.DEPLOY,
                                "odd",
                                Map.of("tree_id", new BsonString(TREE)),
                                Map.of("updated_at", Optional.of(new BsonDateTime(7))))));
        apply();
        assertThat(deploy("odd", "updated_at")).isEqualTo(new BsonDateTime(NOW.toEpochMilli()));
        assertThat(apply().getLast().results())
                .singleElement()
                .isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void the_same_entries_again_find_their_own_writes_and_change_nothing() {
        apply();
        var results = Map.copyOf(journal.results);
        var before = platform.toString();
        live.beforeEachSwap(() -> {
            throw new AssertionError("a second write");
        });
        apply();
        assertThat(journal.results).isEqualTo(results);
        assertThat(platform).hasToString(before);
    }

    @Test
    void what_somebody_else_has_done_already_counts_as_done_and_is_not_touched() {
        String repaired =
                "{_id: 'lost', title: 'T', state: 'ready', tree_id: '%s'}".formatted(TREE);
        deploy(repaired);
        assertThat(apply().getFirst().results()).containsExactly(new WriteResult.AlreadyApplied());
        assertThat(platform.get("deploys", id("lost"))).isEqualTo(BsonDocument.parse(repaired));
    }

    @Test
    void a_document_that_is_no_longer_as_the_plan_saw_it_stays_untouched() {
        String changed =
                "{_id: 'lost', title: 'T', state: 'ready', tree_id: '%s'}"
                        .formatted("3".repeat(40));
        deploy(changed);
        assertThat(apply().getFirst().results())
                .containsExactly(
                        new WriteResult.Conflict("tree_id is no longer as the plan saw it"));
        assertThat(platform.get("deploys", id("lost"))).isEqualTo(BsonDocument.parse(changed));
    }

    @Test
    void a_document_that_is_gone_is_a_conflict_and_is_not_made_again() {
        platform.remove("deploys", id("lost"));
        assertThat(apply().getFirst().results())
                .containsExactly(new WriteResult.Conflict("the document is gone"));
        assertThat(platform.read("deploys", id("lost"))).isEmpty();
    }

    @Test
    void a_change_between_reading_and_writing_is_not_overwritten() {
        String changed =
                "{_id: 'lost', title: 'T', state: 'ready', tree_id: '%s'}"
                        .formatted("3".repeat(40));
        live.beforeEachSwap(() -> deploy(changed));
        assertThat(apply().getFirst().results())
                .singleElement()
                .isInstanceOf(WriteResult.Conflict.class);
        assertThat(platform.get("deploys", id("lost"))).isEqualTo(BsonDocument.parse(changed));
    }

    @Test
    void a_change_of_what_nobody_compares_is_kept_and_in_the_backup() {
        once(
                live::beforeEachSwap,
                () ->
                        deploy(
                                "{_id: 'lost', title: 'new', state: 'ready', updated_at: {$date: '2017-02-02T20:59:00Z'}}"));
        assertThat(apply().getFirst().holds()).isTrue();
        assertThat(deploy("lost", "title")).isEqualTo(new BsonString("new"));
        assertThat(deploy("lost", "tree_id")).isEqualTo(new BsonString(TREE));
        assertThat(backupsOf("lost"))
                .last()
                .satisfies(backup ->
                        assertThat(backup.document().get("title"))
                                .isEqualTo(new BsonString("new")));
    }

    @Test
    void the_backup_has_also_what_changed_without_a_new_updated_at() {
        once(
                live::beforeEachSwap,
                () ->
                        deploy(
                                "{_id: 'lost', title: 'new', state: 'ready', updated_at: {$date: '2017-02-02T17:20:00Z'}}"));
        apply();
        assertThat(backupsOf("lost"))
                .extracting(backup -> backup.document().get("title"))
                .containsExactly(new BsonString("T"), new BsonString("new"));
    }

    @Test
    void a_document_that_somebody_keeps_changing_is_left_alone_in_the_end() {
        AtomicInteger changes = new AtomicInteger();
        live.beforeEachSwap(() ->
                deploy(
                        "{_id: 'lost', state: 'ready', updated_at: {$date: {$numberLong: '%d'}}}"
                                .formatted(changes.incrementAndGet())));
        assertThat(apply().getFirst().results())
                .containsExactly(
                        new WriteResult.Conflict("somebody else keeps changing the document"));
    }

    @Test
    void a_site_is_not_pointed_at_a_deploy_that_is_not_as_the_plan_leaves_it() {
        for (String other :
                List.of(
                        "{_id: 'good', state: 'error', tree_id: '%s'}".formatted(TREE),
                        "{_id: 'good', state: 'ready'}")) {
            deploy(other);
            assertThat(apply().get(2).results())
                    .containsExactly(
                            new WriteResult.Conflict(
                                    "the deploy that it should publish is not as the plan leaves it"));
        }
        platform.remove("deploys", id("good"));
        assertThat(apply().get(2).results())
                .containsExactly(
                        new WriteResult.Conflict("the deploy that it should publish is gone"));
        assertThat(site("two", "published_deploy_id")).isEqualTo(new BsonString("bad"));
    }

    @Test
    void a_later_write_follows_only_where_the_earlier_one_held() {
        site("{_id: 'two', published_deploy_id: 'bad', locked: true}");
        assertThat(apply().get(2).results())
                .containsExactly(
                        new WriteResult.Conflict("locked is no longer as the plan saw it"));
        assertThat(deploy("bad", "state")).isEqualTo(new BsonString("ready"));
        assertThat(journal.outcomes.get(3L).holds()).isFalse();
    }

    @Test
    void a_write_without_an_answer_is_read_again_and_not_made_twice() {
        live.answers(firstIsUnknown());
        assertThat(apply()).allMatch(EntryOutcome::holds);
        assertThat(result("lost")).isInstanceOf(WriteResult.Applied.class);
        assertThat(live.swaps).isEqualTo(5);
    }

    @Test
    void a_write_without_an_answer_is_ours_though_somebody_has_touched_the_document_since() {
        live.answers(firstIsUnknown());
        String touched =
                "{_id: 'lost', title: 'new', state: 'ready', tree_id: '%s', updated_at: {$date: '2017-02-02T22:00:00Z'}}"
                        .formatted(TREE);
        assertThat(apply(failed -> deploy(touched))).allMatch(EntryOutcome::holds);
        assertThat(result("lost"))
                .isInstanceOfSatisfying(
                        WriteResult.Applied.class,
                        applied -> assertThat(applied.updatedAt()).isEqualTo(NOW));
        assertThat(platform.get("deploys", id("lost"))).isEqualTo(BsonDocument.parse(touched));
    }

    @Test
    void a_write_without_an_answer_may_have_been_made_where_the_document_was_changed_since() {
        live.answers(firstIsUnknown());
        apply(failed -> deploy("{_id: 'lost', state: 'rejected'}"));
        assertThat(result("lost"))
                .isEqualTo(
                        new WriteResult.Conflict(
                                "state is no longer as the plan saw it; whether this plan had written it before is not known",
                                Optional.of(NOW)));
    }

    @Test
    void a_write_without_an_answer_may_have_been_made_however_often_it_is_tried_afterwards() {
        live.answers(firstIsUnknown());
        AtomicInteger changes = new AtomicInteger();
        live.beforeEachSwap(() ->
                deploy(
                        "{_id: 'lost', state: 'ready', updated_at: {$date: {$numberLong: '%d'}}}"
                                .formatted(changes.incrementAndGet())));
        apply();
        assertThat(result("lost"))
                .isEqualTo(
                        new WriteResult.Conflict(
                                "somebody else keeps changing the document; whether this plan had written it before is not known",
                                Optional.of(NOW)));
    }

    private static Function<Swap, Swap> firstIsUnknown() {
        AtomicInteger answers = new AtomicInteger();
        return swap -> answers.getAndIncrement() == 0 ? new Swap.Unknown("cut off") : swap;
    }

    @Test
    void a_write_that_got_lost_is_made_again() {
        live.writesNothing(true);
        AtomicInteger pauses = new AtomicInteger();
        var outcomes = apply(failed -> live.writesNothing(pauses.incrementAndGet() < 2));
        assertThat(outcomes).allMatch(EntryOutcome::holds);
        assertThat(deploy("lost", "tree_id")).isEqualTo(new BsonString(TREE));
    }

    @Test
    void a_database_that_never_answers_leaves_the_write_unknown_and_what_follows_for_later() {
        live.writesNothing(true);
        var outcomes = apply();
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.isUnknown()).isTrue());
        assertThat(journal.outcomes).isEmpty();
        live.writesNothing(false);
        assertThat(apply()).hasSize(4).allMatch(EntryOutcome::holds);
    }

    @Test
    void a_write_that_the_database_refuses_is_a_conflict_of_that_entry_alone() {
        AtomicInteger answers = new AtomicInteger();
        live.answers(swap ->
                answers.getAndIncrement() == 0
                        ? new Swap.Rejected("it breaks a rule of the collection")
                        : swap);
        var outcomes = apply();
        assertThat(outcomes.getFirst().results())
                .containsExactly(
                        new WriteResult.Conflict(
                                "the database refuses the write: it breaks a rule of the collection"));
        assertThat(outcomes.subList(1, 4)).allMatch(EntryOutcome::holds);
    }

    @Test
    void where_the_backup_fails_nothing_is_written() {
        String before = platform.toString();
        var full =
                new JournalInMemory() {
                    @Override
                    public void backUp(List<Backup> some) {
                        throw new IllegalStateException("disk full");
                    }
                };
        assertThatThrownBy(() -> applier(full, failed -> {}).apply(numbered()))
                .hasMessage("disk full");
        assertThat(platform).hasToString(before);
    }

    private List<EntryOutcome> apply() {
        return apply(failed -> {});
    }

    private List<EntryOutcome> apply(Patience patience) {
        journal.begin();
        var outcomes = applier(journal, patience).apply(numbered());
        journal.commit();
        return outcomes;
    }

    private Applier applier(Journal with, Patience patience) {
        return new Applier(approved(), live, with, Clock.fixed(NOW, ZoneOffset.UTC), patience);
    }

    private ApprovedPlan approved() {
        try {
            Path plans = Files.createTempDirectory(folder, "plans");
            Path signers = Files.writeString(plans.resolve("signers"), "");
            return TestApproval.of(TestPlan.freeze(plans, signers, entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_deploy_that_a_site_publishes_is_not_damaged_again() {
        deploy("{_id: 'old', tree_id: '%s'}".formatted(TREE));
        entries.clear();
        damageAgain("old");
        apply();
        assertThat(result("old"))
                .isEqualTo(new WriteResult.Conflict("a site publishes it by now: site one"));
        assertThat(deploy("old", "tree_id")).isEqualTo(new BsonString(TREE));
    }

    @Test
    void a_deploy_is_damaged_again_where_only_those_publish_it_that_may() {
        deploy("{_id: 'old', tree_id: '%s'}".formatted(TREE));
        entries.clear();
        damageAgain("old", "one");
        assertThat(apply()).allMatch(EntryOutcome::holds);
        assertThat(platform.get("deploys", id("old"))).doesNotContainKey("tree_id");
    }

    @Test
    void a_site_that_an_entry_just_before_took_off_the_deploy_does_not_count() {
        deploy("{_id: 'old', tree_id: '%s'}".formatted(TREE));
        damageAgain("old");
        assertThat(apply()).allMatch(EntryOutcome::holds);
        assertThat(site("one", "published_deploy_id")).isEqualTo(new BsonString("stuck"));
    }

    @Test
    void a_site_that_publishes_the_deploy_while_its_write_is_tried_again_counts() {
        deploy("{_id: 'free', tree_id: '%s'}".formatted(TREE));
        entries.clear();
        damageAgain("free");
        once(
                live::beforeEachSwap,
                () -> {
                    deploy(
                            "{_id: 'free', tree_id: '%s', title: 'N', updated_at: {$date: '2017-02-02T20:59:00Z'}}"
                                    .formatted(TREE));
                    site("{_id: 'three', published_deploy_id: 'free'}");
                });
        apply();
        assertThat(result("free")).isInstanceOf(WriteResult.Conflict.class);
        assertThat(deploy("free", "tree_id")).isEqualTo(new BsonString(TREE));
    }

    private List<Numbered> numbered() {
        List<Numbered> numbered = new ArrayList<>();
        entries.forEach(entry -> numbered.add(new Numbered(numbered.size() + 1L, entry)));
        return numbered;
    }

    private static void once(Consumer<Runnable> hook, Runnable what) {
        AtomicInteger times = new AtomicInteger();
        hook.accept(() -> {
            if (times.getAndIncrement() == 0) {
                what.run();
            }
        });
    }

    private WriteResult result(String document) {
        return journal.results.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(id(document)))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private List<Backup> backupsOf(String document) {
        return journal.backups.stream()
                .filter(backup -> backup.place().id().equals(id(document)))
                .toList();
    }

    /** 'old' is taken off site 'one' by an entry before. */
    private void damageAgain(String deploy, String... mayPublish) {
        var write =
                write(
                        Write.Target.DEPLOY,
                        deploy,
                        Map.of("tree_id", new BsonString(TREE)),
                        Map.of("tree_id", Optional.empty()));
        var sites = Arrays.stream(mayPublish).map(TestPlan::id).collect(Collectors.toSet());
        entries.add(TestPlan.entry(id(deploy), write.guardedBy(new Write.Guard.Publishers(sites))));
    }

    private void deploy(String json) {
        platform.put("deploys", BsonDocument.parse(json));
    }

    private void site(String json) {
        platform.put("sites", BsonDocument.parse(json));
    }

    private BsonValue deploy(String document, String field) {
        return platform.get("deploys", id(document)).get(field);
    }

    private BsonValue site(String document, String field) {
        return platform.get("sites", id(document)).get(field);
    }

    private void restore(String deploy) {
        entries.add(
                TestPlan.entry(
                        id(deploy),
                        write(
                                Write.Target.DEPLOY,
                                deploy,
                                Map.of("state", new BsonString("ready")),
                                Map.of("tree_id", text(TREE)))));
    }

    private void publish(String deploy, String site) {
        var ready =
                write(
                        Write.Target.DEPLOY,
                        deploy,
                        Map.of(
                                "state",
                                new BsonString("processed"),
                                "tree_id",
                                new BsonString(TREE)),
                        Map.of("state", text("ready")));
        var seen = platform.get("sites", id(site));
        var point =
                write(
                        Write.Target.SITE,
                        site,
                        Map.of(
                                "published_deploy_id",
                                seen.get("published_deploy_id"),
                                "updated_at",
                                seen.get("updated_at")),
                        Map.of("published_deploy_id", text(deploy)));
        entries.add(TestPlan.entry(id(deploy), ready, guarded(point, deploy)));
    }

    private void revert(String deploy, String site, String target) {
        var back =
                write(
                        Write.Target.SITE,
                        site,
                        Map.of(
                                "published_deploy_id",
                                new BsonString(deploy),
                                "locked",
                                BsonBoolean.FALSE),
                        Map.of("published_deploy_id", text(target)));
        var aside =
                write(
                        Write.Target.DEPLOY,
                        deploy,
                        Map.of(
                                "state",
                                new BsonString("ready"),
                                "tree_id",
                                new BsonString("2".repeat(40))),
                        Map.of("state", text("error"), "tree_id", Optional.empty()));
        entries.add(TestPlan.entry(id(deploy), guarded(back, target), aside));
    }

    private static Write guarded(Write write, String deploy) {
        var guard = new Write.Guard.Target(id(deploy), text("ready"), text(TREE));
        return new Write(
                write.target(),
                write.id(),
                write.set(),
                write.unset(),
                write.seen(),
                Optional.of(guard));
    }

    private static Write write(
            Write.Target target,
            String document,
            Map<String, BsonValue> seen,
            Map<String, Optional<BsonValue>> goal) {
        return TestPlan.write(target, id(document), seen, goal);
    }

    private static Optional<BsonValue> text(String value) {
        return Optional.of(new BsonString(value));
    }
}
