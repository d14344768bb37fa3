package dev.reconciler.apply.undo;

import static dev.reconciler.plan.TestPlan.id;
import static dev.reconciler.plan.TestPlan.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.Place;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import dev.reconciler.plan.Write.Guard;
import dev.reconciler.plan.Write.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

class UndoTest {
    private static final Names NAMES = Names.defaults();
    private static final Instant WRITTEN = Instant.parse("2017-02-02T21:00:00Z");
    private static final BsonValue TREE = new BsonString("1".repeat(40));

    /** What a deploy and a site are while the undo is made. */
    private final Map<Id, String> deploys = new HashMap<>();

    private final Map<Id, Set<Id>> publishers = new HashMap<>();

    // ---- field by field

    @Test
    void what_was_set_gets_back_what_was_there_and_what_was_not_there_is_unset() {
        Write restore =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("state", text("error"), "tree_id", text("bad")),
                        Map.of(
                                "state",
                                some("ready"),
                                "tree_id",
                                Optional.of(TREE),
                                "branch",
                                some("main")));
        Write back = back(restore, "{_id: 'd', state: 'error', tree_id: 'bad', title: 'T'}");
        assertThat(back.set()).isEqualTo(Map.of("state", text("error"), "tree_id", text("bad")));
        assertThat(back.unset()).containsExactly("branch");
        assertThat(back.seen())
                .isEqualTo(
                        Map.of(
                                "state", some("ready"),
                                "tree_id", Optional.of(TREE),
                                "branch", some("main")));
    }

    @Test
    void what_was_unset_is_compared_as_absent_and_a_null_comes_back_as_a_null() {
        Write aside =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("tree_id", text("bad")),
                        Map.of("tree_id", Optional.empty(), "branch", some("main")));
        Write back = back(aside, "{_id: 'd', tree_id: 'bad', branch: null}");
        assertThat(back.set()).isEqualTo(Map.of("tree_id", text("bad"), "branch", BsonNull.VALUE));
        assertThat(back.seen()).containsEntry("tree_id", Optional.empty());
    }

    @Test
    void a_pointer_that_was_not_written_is_compared_as_it_stayed() {
        Write ready =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("state", text("processed"), "tree_id", TREE),
                        Map.of("state", some("ready")));
        Write back = back(ready, "{_id: 'd', state: 'processed', tree_id: 'x'}");
        assertThat(back.seen()).containsEntry("tree_id", Optional.of(TREE));
        assertThat(back.goal()).containsOnlyKeys("state");
    }

    @Test
    void a_site_is_compared_with_its_lock_and_with_the_time_that_we_left_there() {
        Write back = back(pointing("s", "d", "old"), "{_id: 's', published_deploy_id: 'd'}");
        assertThat(back.seen())
                .isEqualTo(
                        Map.of(
                                "published_deploy_id", some("old"),
                                "locked", Optional.of(BsonBoolean.FALSE),
                                "updated_at", Optional.of(date(WRITTEN))));
    }

    @Test
    void updated_at_is_never_put_back() {
        Write write =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("updated_at", text("never")),
                        Map.of("updated_at", Optional.of(date(WRITTEN))));
        assertThat(turned(entry("d", write), effect(write, "{_id: 'd', updated_at: 'never'}")))
                .isEmpty();
    }

    @Test
    void a_deploy_that_a_plan_before_had_sidelined_is_sidelined_again() {
        Write write =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("error_message", text("deploy-reconciler: lost")),
                        Map.of("error_message", Optional.empty()));
        Entry back =
                turned(
                                entry("d", write),
                                effect(
                                        write,
                                        "{_id: 'd', error_message: 'deploy-reconciler: lost'}"))
                        .orElseThrow();
        assertThat(back.sidelined()).isTrue();
    }

    // ---- what took effect

    @Test
    void of_several_attempts_the_one_that_took_effect_counts_and_of_it_what_it_really_replaced() {
        Write write = restoring("d");
        Place place = new Place(1, 0, "deploys", id("d"));
        var backups =
                List.of(
                        new Backup(place, raw("{_id: 'd', n: 1}"), WRITTEN.minusSeconds(9)),
                        new Backup(place, raw("{_id: 'd', n: 2}"), WRITTEN),
                        new Backup(place, raw("{_id: 'd', n: 3}"), WRITTEN),
                        new Backup(place, raw("{_id: 'd', n: 4}"), WRITTEN.plusSeconds(9)));
        Effect effect = Effect.of(write, WRITTEN, backups);
        assertThat(effect.backup().document()).isEqualTo(raw("{_id: 'd', n: 3}"));
    }

    @Test
    void an_entry_of_which_nothing_took_effect_is_not_taken_back() {
        assertThat(turned(entry("d", restoring("d")))).isEmpty();
    }

    @Test
    void a_write_whose_backup_is_gone_is_refused() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Effect.of(restoring("d"), WRITTEN, List.of()))
                .withMessageContaining("the backup of a document that was written is not there");
    }

    // ---- the order, and what has to hold

    @Test
    void a_revert_is_taken_back_deploy_first_and_the_site_only_to_that_deploy() {
        live("d", "{_id: 'd', state: 'error'}");
        live("t", "{_id: 't', state: 'ready', tree_id: '%s'}".formatted("1".repeat(40)));
        Entry revert = reverted();
        Entry back = guarded(turned(revert, revertedEffects(revert)).orElseThrow()).getFirst();
        assertThat(back.writes())
                .extracting(Write::target)
                .containsExactly(Target.DEPLOY, Target.SITE);
        assertThat(back.writes().getFirst().guard())
                .contains(new Guard.Publishers(Set.of(id("s"))));
        assertThat(back.writes().getLast().guard())
                .contains(new Guard.Target(id("d"), some("ready"), some("bad")));
    }

    @Test
    void what_is_undone_of_a_deploy_later_is_not_asked_for_when_a_site_goes_back_to_it() {
        live("old", "{_id: 'old', state: 'ready', tree_id: '%s'}".formatted("1".repeat(40)));
        live("new", "{_id: 'new', state: 'ready', tree_id: '%s'}".formatted("2".repeat(40)), "s");
        Write restore = restoring("old");
        Write point = pointing("s", "old", "new");
        List<Entry> undo =
                guarded(
                        turned(
                                        entry("old", restore),
                                        effect(restore, "{_id: 'old', state: 'ready'}"))
                                .orElseThrow(),
                        turned(
                                        entry("new", point),
                                        effect(point, "{_id: 's', published_deploy_id: 'old'}"))
                                .orElseThrow());
        assertThat(undo).extracting(entry -> entry.deploy().text()).containsExactly("new", "old");
        assertThat(undo.getFirst().writes().getFirst().guard())
                .contains(new Guard.Target(id("old"), some("ready"), Optional.of(TREE)));
        assertThat(undo.getLast().writes().getFirst().guard())
                .as("by then the undo itself has put the site there")
                .contains(new Guard.Publishers(Set.of(id("s"))));
    }

    @Test
    void a_site_whose_deploy_from_before_is_gone_is_said_to_be_left_alone() {
        Write point = pointing("s", "old", "new");
        List<Entry> undo =
                guarded(
                        turned(
                                        entry("new", point),
                                        effect(point, "{_id: 's', published_deploy_id: 'old'}"))
                                .orElseThrow());
        assertThat(undo.getFirst().reason())
                .endsWith(
                        "; its site published old before, which is gone: so it will be left alone");
    }

    @Test
    void a_deploy_that_was_not_live_before_may_not_be_when_its_damage_comes_back() {
        live("t", "{_id: 't', state: 'ready', tree_id: '%s'}".formatted("1".repeat(40)), "s");
        Write restore = restoring("t");
        List<Entry> undo =
                guarded(
                        turned(entry("t", restore), effect(restore, "{_id: 't', state: 'ready'}"))
                                .orElseThrow());
        assertThat(undo.getFirst().writes().getFirst().guard())
                .contains(new Guard.Publishers(Set.of()));
        assertThat(undo.getFirst().published()).isTrue();
    }

    @Test
    void a_deploy_gets_its_old_values_only_after_the_site_that_an_undo_had_put_on_it_is_off_it() {
        Write off = pointing("s", "e", "d");
        Write other = restoring("d");
        Reversal reversal = new Reversal(NAMES, "0123456789");
        ReverseOrder order = new ReverseOrder(NAMES);
        Entry site =
                reversal.of(
                                entry("e", off),
                                List.of(effect(off, "{_id: 's', published_deploy_id: 'e'}")))
                        .orElseThrow();
        Entry deploy =
                reversal.of(entry("d", other), List.of(effect(other, "{_id: 'd', state: 'ready'}")))
                        .orElseThrow();
        byte[] first = order.place(1, site);
        assertThat(Arrays.compareUnsigned(first, order.place(2, deploy))).isNegative();
        assertThat(Arrays.compareUnsigned(first, order.place(3, TestPlan.entry(id("x")))))
                .isPositive();
    }

    // ---- what tests are made of

    private List<Entry> guarded(Entry... inPlansOrder) {
        List<Entry> turned = List.of(inPlansOrder).reversed();
        Set<Id> pointedAt = new HashSet<>();
        turned.forEach(entry -> pointedAt.addAll(Published.after(NAMES, entry)));
        Guarding guarding = new Guarding(NAMES, pointedAt);
        return turned.stream().map(entry -> guarding.guard(entry, platform())).toList();
    }

    private Platform platform() {
        return new Platform() {
            @Override
            public Optional<BsonDocument> deploy(Id id) {
                return Optional.ofNullable(deploys.get(id)).map(BsonDocument::parse);
            }

            @Override
            public Set<Id> publishers(Id deploy) {
                return publishers.getOrDefault(deploy, Set.of());
            }
        };
    }

    private void live(String deploy, String json, String... sites) {
        deploys.put(id(deploy), json);
        publishers.put(id(deploy), new HashSet<>(Stream.of(sites).map(TestPlan::id).toList()));
    }

    private static Entry reverted() {
        Write aside =
                write(
                        Target.DEPLOY,
                        id("d"),
                        Map.of("state", text("ready"), "tree_id", text("bad")),
                        Map.of("state", some("error"), "tree_id", Optional.empty()));
        return published(entry("d", pointing("s", "d", "t"), aside));
    }

    private static Effect[] revertedEffects(Entry revert) {
        return new Effect[] {
            effect(revert.writes().getFirst(), "{_id: 's', published_deploy_id: 'd'}"),
            effect(revert.writes().getLast(), "{_id: 'd', state: 'ready', tree_id: 'bad'}")
        };
    }

    /** Published, of site s. */
    private static Entry published(Entry entry) {
        return new Entry(
                entry.deploy(),
                Optional.of(id("s")),
                entry.account(),
                entry.tier(),
                entry.damage(),
                new PlannedRemedy.Revert(id("t"), Optional.empty()),
                entry.files(),
                entry.more(),
                true,
                entry.reason(),
                true,
                false,
                entry.writes());
    }

    private static Write restoring(String deploy) {
        return write(
                Target.DEPLOY,
                id(deploy),
                Map.of("state", text("ready")),
                Map.of("tree_id", Optional.of(TREE)));
    }

    private static Write pointing(String site, String from, String to) {
        return write(
                Target.SITE,
                id(site),
                Map.of(
                        "published_deploy_id",
                        text(from),
                        "locked",
                        BsonBoolean.FALSE,
                        "updated_at",
                        date(WRITTEN.minusSeconds(60))),
                Map.of("published_deploy_id", some(to)));
    }

    private static Entry entry(String deploy, Write... writes) {
        return TestPlan.entry(id(deploy), writes);
    }

    private static Write back(Write write, String before) {
        return turned(entry("d", write), effect(write, before)).orElseThrow().writes().getFirst();
    }

    private static Optional<Entry> turned(Entry entry, Effect... effects) {
        return new Reversal(NAMES, "0123456789").of(entry, List.of(effects));
    }

    private static Effect effect(Write write, String before) {
        Place place = new Place(1, 0, "any", write.id());
        return new Effect(write, new Backup(place, raw(before), WRITTEN));
    }

    private static RawBsonDocument raw(String json) {
        return RawBsonDocument.parse(json);
    }

    private static BsonValue text(String value) {
        return new BsonString(value);
    }

    private static Optional<BsonValue> some(String value) {
        return Optional.of(text(value));
    }

    private static BsonValue date(Instant at) {
        return new BsonDateTime(at.toEpochMilli());
    }
}
