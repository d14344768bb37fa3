package dev.reconciler.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.approve.TestApproval;
import dev.reconciler.model.Names;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about entries whose process was gone in the middle of their turn. */
class CutOffTest {
    private static final Instant NOW = Instant.parse("2017-02-02T21:00:00Z");

    private static final Gate SHUT =
            new Gate() {
                @Override
                public boolean isOpen() {
                    return false;
                }

                @Override
                public void passed(EntryOutcome outcome) {}
            };

    @TempDir Path folder;

    private final LiveDatabaseInMemory platform = new LiveDatabaseInMemory();
    private final FaultyDatabase live = new FaultyDatabase(platform);
    private final JournalInMemory journal = new JournalInMemory();
    private final Numbered stuck =
            new Numbered(
                    1,
                    TestPlan.entry(
                            id("stuck"),
                            write(Write.Target.DEPLOY, "stuck", "state", "processed", "ready"),
                            write(Write.Target.SITE, "docs", "published", "old", "stuck")));
    private ApprovedPlan plan;
    private int swaps;

    @BeforeEach
    void incident() throws IOException {
        Path signers = Files.writeString(folder.resolve("signers"), "");
        plan =
                TestApproval.of(
                        TestPlan.freeze(folder.resolve("plans"), signers, List.of(stuck.entry())));
        platform.put("deploys", BsonDocument.parse("{_id: 'stuck', state: 'processed'}"));
        platform.put("sites", BsonDocument.parse("{_id: 'docs', published: 'old'}"));
    }

    private static Write write(
            Write.Target target, String document, String field, String seen, String goal) {
        return TestPlan.write(
                target,
                id(document),
                Map.of(field, new BsonString(seen)),
                Map.of(field, Optional.of(new BsonString(goal))));
    }

    /** The process is gone before that write; nothing of its chunk is committed. */
    private void killBefore(int write) {
        live.beforeEachSwap(() -> {
            if (swaps++ == write) {
                throw new Gone();
            }
        });
        assertThatThrownBy(() -> applier().apply(List.of(stuck))).isInstanceOf(Gone.class);
        live.beforeEachSwap(() -> {});
        journal.begin();
    }

    private static final class Gone extends Error {
        private static final long serialVersionUID = 1;
    }

    private Applier applier() {
        return new Applier(plan, live, journal, Clock.fixed(NOW, ZoneOffset.UTC), failed -> {});
    }

    private CutOff cutOff() {
        return new CutOff(Names.defaults(), platform, journal);
    }

    /** The next process gives the entry its turn again. */
    private List<WriteResult> again() {
        return applier().apply(List.of(stuck)).getFirst().results();
    }

    @Test
    void an_entry_of_which_nothing_was_written_has_not_begun() {
        killBefore(0);
        assertThat(journal.backups).isNotEmpty();
        assertThat(cutOff().begun(List.of(stuck))).isEmpty();
    }

    @Test
    void an_entry_that_was_written_whole_or_in_part_has() {
        killBefore(1);
        assertThat(cutOff().begun(List.of(stuck))).containsExactly(stuck);
        again();
        journal.begin();
        assertThat(cutOff().begun(List.of(stuck))).containsExactly(stuck);
        assertThat(again()).hasSize(2).allMatch(WriteResult.Applied.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{_id: 'stuck', state: 'ready'}",
                "{_id: 'stuck', state: 'ready', updated_at: {$date: '2017-02-02T22:00:00Z'}}"
            })
    void what_somebody_repairs_by_hand_before_its_turn_has_come_is_theirs(String repaired) {
        killBefore(0);
        platform.put("deploys", BsonDocument.parse(repaired));
        assertThat(cutOff().begun(List.of(stuck))).isEmpty();
        assertThat(again()).first().isEqualTo(new WriteResult.AlreadyApplied());
        assertThat(platform.get("deploys", id("stuck"))).isEqualTo(BsonDocument.parse(repaired));
    }

    /** The price of that: nothing tells it from a repair by hand, and what is right stays. */
    @Test
    void a_write_that_somebody_has_touched_before_it_was_on_record_is_theirs_from_then_on() {
        killBefore(1);
        platform.put(
                "deploys",
                BsonDocument.parse(
                        "{_id: 'stuck', state: 'ready', title: 'new', updated_at: {$date: '2017-02-02T22:00:00Z'}}"));
        assertThat(cutOff().begun(List.of(stuck))).isEmpty();
        assertThat(again()).first().isEqualTo(new WriteResult.AlreadyApplied());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void what_the_next_process_finds_changed_may_have_been_written_before(int write) {
        killBefore(write);
        platform.put("deploys", BsonDocument.parse("{_id: 'stuck', state: 'rejected'}"));
        assertThat(again())
                .containsExactly(
                        new WriteResult.Conflict(
                                "state is no longer as the plan saw it; whether this plan had written it before is not known",
                                Optional.of(NOW)));
    }

    @Test
    void what_was_as_planned_before_anybody_wrote_is_not_ours() {
        platform.put("deploys", BsonDocument.parse("{_id: 'stuck', state: 'ready'}"));
        killBefore(0);
        assertThat(cutOff().begun(List.of(stuck))).isEmpty();
    }

    @Test
    void an_attempt_that_is_known_to_have_failed_is_not_taken_for_the_one_that_did_it() {
        live.beforeEachSwap(() ->
                platform.put(
                        "deploys",
                        BsonDocument.parse(
                                "{_id: 'stuck', state: 'ready', updated_at: {$date: '2017-02-02T22:00:00Z'}}")));
        assertThat(applier().apply(List.of(stuck)).getFirst().results())
                .first()
                .isEqualTo(new WriteResult.AlreadyApplied());
    }

    @Test
    void entries_that_may_not_have_their_turn_any_more_are_given_back() {
        assertThat(applier().apply(List.of(stuck), SHUT)).isEmpty();
        assertThat(platform.get("deploys", id("stuck")))
                .isEqualTo(BsonDocument.parse("{_id: 'stuck', state: 'processed'}"));
    }
}
