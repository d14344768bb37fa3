package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.decide.Decided;
import dev.reconciler.decide.Decision;
import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import dev.reconciler.oracle.Generator;
import dev.reconciler.oracle.Incident;
import dev.reconciler.verify.Checker;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.ReadableTree;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.VerifiedObjectsInMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/**
 * What must hold for the plan of any incident, whatever people decided. Each is made from its seed
 * alone; {@code -Dseed=N} repeats one.
 */
class DecisionPropertiesTest {
    private static final int FEW = 300;

    /**
     * An incident, the plan of the rules alone, and people who decide anything about anything.
     *
     * @param decisions at most one per deploy, by deploy
     */
    private record Case(
            long seed, Incident incident, List<Entry> byRules, Map<Id, Decision> decisions) {

        static Case of(long seed) {
            Incident incident = Generator.incident(seed);
            Random random = new Random(seed * 31 + 7);
            List<Entry> byRules = InMemoryPlanner.plan(incident).entries();
            List<Id> deploys = ids(incident.live().deploys());
            List<TreeId> trees = trees(incident);
            Map<Id, Decision> decisions =
                    deploys.stream()
                            .filter(deploy -> random.nextInt(3) > 0)
                            .map(deploy ->
                                    new Decision(
                                            deploy,
                                            choice(random, deploys, trees),
                                            new Decided("ada", "she said so")))
                            .collect(Collectors.toMap(Decision::deploy, decision -> decision));
            return new Case(seed, incident, byRules, decisions);
        }

        private static Choice choice(Random random, List<Id> deploys, List<TreeId> trees) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> new Choice.Restore(trees.get(random.nextInt(trees.size())));
                case 2 -> new Choice.Publish(random.nextBoolean());
                case 3 ->
                        new Choice.Revert(
                                deploys.get(random.nextInt(deploys.size())), random.nextBoolean());
                case 4 -> new Choice.Rebuild();
                default -> new Choice.Leave();
            };
        }

        List<Entry> decided() {
            return InMemoryPlanner.plan(incident, decisions.values()).entries();
        }

        Map<Id, Entry> rules() {
            return byDeploy(byRules);
        }

        /** Whether the rules leave the deploy to people. */
        boolean isOpen(Id deploy) {
            return Optional.ofNullable(rules().get(deploy))
                    .map(entry ->
                            entry.remedy() instanceof PlannedRemedy.Escalate && !entry.incomplete())
                    .orElseGet(() -> wasSidelined(deploy));
        }

        private boolean wasSidelined(Id deploy) {
            BsonValue message =
                    document(incident.live().deploys(), deploy)
                            .get("error_message", BsonNull.VALUE);
            return message.isString()
                    && message.asString().getValue().startsWith(DeployState.SIDELINED);
        }
    }

    @Test
    void nothing_is_written_without_the_proof_that_the_rules_ask_for() {
        each(c ->
                c.decided().stream()
                        .filter(entry -> entry.decided().isPresent())
                        .forEach(entry -> assertProven(c, entry)));
    }

    private static void assertProven(Case c, Entry entry) {
        Decision decision = c.decisions().get(entry.deploy());
        assertThat(decision).as("%s", entry).isNotNull();
        assertThat(c.isOpen(entry.deploy())).as("left to people: %s", entry).isTrue();
        assertThat(entry.incomplete()).isFalse();
        switch (decision.choice()) {
            case Choice.Restore restore -> {
                assertThat(prove(c, restore.tree())).isInstanceOf(ReadableTree.class);
                assertThat(entry.remedy())
                        .isEqualTo(
                                new PlannedRemedy.Restore(
                                        Optional.of(
                                                new PlannedRemedy.Pointer(
                                                        restore.tree(), Source.DECISION))));
            }
            case Choice.Publish publish -> {
                assertThat(entry.remedy()).isInstanceOf(PlannedRemedy.Publish.class);
                assertIntact(c, entry, entry.deploy(), publish.locked());
            }
            case Choice.Revert revert -> {
                assertThat(entry.remedy()).isInstanceOf(PlannedRemedy.Revert.class);
                assertIntact(c, entry, revert.target(), revert.locked());
            }
            case Choice.Rebuild rebuild ->
                    assertThat(((PlannedRemedy.Rebuild) entry.remedy()).commit()).isNotEmpty();
            case Choice.Leave leave -> assertThat(entry.writes()).isEmpty();
        }
    }

    /** The site is pointed at that deploy of its own, ready, and with an intact tree. */
    private static void assertIntact(Case c, Entry entry, Id target, boolean locked) {
        Write site =
                entry.writes().stream()
                        .filter(write -> write.target() == Write.Target.SITE)
                        .findFirst()
                        .orElseThrow();
        var guard = (Write.Guard.Target) site.guard().orElseThrow();
        assertThat(guard.deploy()).isEqualTo(target);
        assertThat(guard.state().orElseThrow().asString().getValue()).isEqualTo("ready");
        String tree = guard.tree().orElseThrow().asString().getValue();
        assertThat(prove(c, new TreeId(tree))).isInstanceOf(IntactTree.class);
        BsonDocument live = document(c.incident().live().sites(), site.id());
        if (!locked) {
            assertThat(live.get("locked", BsonNull.VALUE).equals(BsonBoolean.TRUE)).isFalse();
        }
    }

    private static Optional<Entry> entryOf(Case c, Id deploy) {
        return c.decided().stream().filter(entry -> entry.deploy().equals(deploy)).findFirst();
    }

    @Test
    void decisions_about_what_the_rules_answer_change_no_byte() {
        each(c -> {
            List<Decision> idle =
                    c.decisions().values().stream()
                            .filter(decision -> !c.isOpen(decision.deploy()))
                            .filter(decision -> !isIncomplete(c, decision.deploy()))
                            .toList();
            assertThat(lines(InMemoryPlanner.plan(c.incident(), idle).entries()))
                    .isEqualTo(lines(c.byRules()));
        });
    }

    private static boolean isIncomplete(Case c, Id deploy) {
        return Optional.ofNullable(c.rules().get(deploy)).filter(Entry::incomplete).isPresent();
    }

    @Test
    void sites_without_a_decision_are_planned_as_the_rules_have_them() {
        each(c -> {
            var touched =
                    c.decided().stream()
                            .filter(entry -> c.decisions().containsKey(entry.deploy()))
                            .map(Entry::site)
                            .collect(Collectors.toSet());
            assertThat(lines(without(c.decided(), touched)))
                    .containsExactlyInAnyOrderElementsOf(lines(without(c.byRules(), touched)));
        });
    }

    private static List<Entry> without(List<Entry> entries, Set<Optional<Id>> sites) {
        return entries.stream().filter(entry -> !sites.contains(entry.site())).toList();
    }

    @Test
    void every_plan_passes_lint_reads_back_and_meets_no_conflict() {
        each(c -> {
            List<Entry> plan = c.decided();
            Lint.check(plan::forEach);
            assertThat(
                            plan.stream()
                                    .map(entry ->
                                            PlanJson.entry(
                                                    PlanJson.MAPPER.readTree(
                                                            PlanJson.write(entry).toString()))))
                    .isEqualTo(plan);
            Applied.to(c.incident(), plan, Duration.ZERO);
        });
    }

    @Test
    void once_applied_the_same_decisions_write_nothing_more() {
        each(c -> {
            Incident then = Applied.to(c.incident(), c.decided(), Duration.ZERO);
            List<Entry> again =
                    InMemoryPlanner.plan(then, c.decisions().values()).entries().stream()
                            .filter(entry -> entry.decided().isPresent())
                            .filter(entry ->
                                    entryOf(c, entry.deploy())
                                            .filter(e -> e.decided().isPresent())
                                            .isPresent())
                            .filter(entry -> !entry.writes().isEmpty())
                            .toList();
            assertThat(again).isEmpty();
        });
    }

    @Test
    void a_tree_that_a_person_named_stays_though_nobody_decides_again() {
        int[] given = {0};
        each(c -> {
            List<Entry> plan = c.decided();
            Map<Id, TreeId> trees =
                    plan.stream()
                            .filter(entry -> entry.decided().isPresent())
                            .filter(entry -> entry.remedy() instanceof PlannedRemedy.Restore)
                            .collect(
                                    Collectors.toMap(
                                            Entry::deploy,
                                            entry ->
                                                    ((PlannedRemedy.Restore) entry.remedy())
                                                            .pointer()
                                                            .orElseThrow()
                                                            .tree()));
            Incident then = Applied.to(c.incident(), plan, Duration.ZERO);
            List<Entry> again =
                    InMemoryPlanner.plan(
                                    then,
                                    List.of(),
                                    (deploy, tree) -> tree.equals(trees.get(deploy)))
                            .entries();
            given[0] += trees.size();
            assertThat(again)
                    .noneMatch(entry ->
                            trees.containsKey(entry.deploy())
                                    && entry.writes().stream()
                                            .anyMatch(
                                                    write -> write.goal().containsKey("tree_id")));
        });
        assertOften("trees that people named", given[0]);
    }

    @Test
    void what_is_not_followed_says_so() {
        int[] followed = {0};
        int[] refused = {0};
        each(c -> {
            Map<Id, Entry> plan = byDeploy(c.decided());
            for (Id deploy : c.decisions().keySet()) {
                if (!c.isOpen(deploy)) {
                    continue;
                }
                Entry entry = plan.get(deploy);
                if (entry == null) {
                    assertThat(c.decisions().get(deploy).choice()).isInstanceOf(Choice.Leave.class);
                } else if (entry.decided().isPresent()) {
                    followed[0]++;
                } else if (!entry.incomplete()) {
                    refused[0]++;
                    // Another decision may have a newer deploy take its place.
                    assertThat(entry.remedy())
                            .isInstanceOfAny(
                                    PlannedRemedy.Escalate.class, PlannedRemedy.Superseded.class);
                    assertThat(entry.reason()).contains("which is not followed: ");
                }
            }
        });
        assertOften("decisions that were followed", followed[0]);
        assertOften("decisions that were refused", refused[0]);
    }

    // ---- what the above are made of

    /** Else a property would hold of nothing. */
    private static void assertOften(String what, int times) {
        if (Long.getLong("seed") == null) {
            assertThat(times).as(what).isGreaterThan(FEW / 30);
        }
    }

    private static TreeAnswer prove(Case c, TreeId tree) {
        var objects = new VerifiedObjectsInMemory();
        objects.checkAll(
                tree,
                new Checker(
                        new IncidentStore(c.incident()), InstantSource.fixed(c.incident().now())));
        return Prover.prove(tree, objects).orElseThrow();
    }

    private static List<TreeId> trees(Incident incident) {
        List<TreeId> trees = new ArrayList<>();
        trees.add(new TreeId("0".repeat(40)));
        incident.store().keySet().stream()
                .filter(key -> key.startsWith("trees/"))
                .map(key -> TreeId.of(key.substring("trees/".length())))
                .flatMap(Optional::stream)
                .forEach(trees::add);
        return trees;
    }

    private static List<Id> ids(List<BsonDocument> documents) {
        return documents.stream().map(document -> Id.of(document.get("_id"))).toList();
    }

    private static BsonDocument document(List<BsonDocument> documents, Id id) {
        return documents.stream()
                .filter(document -> Id.of(document.get("_id")).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Id, Entry> byDeploy(List<Entry> entries) {
        return entries.stream().collect(Collectors.toMap(Entry::deploy, Function.identity()));
    }

    private static List<String> lines(List<Entry> entries) {
        return entries.stream().map(entry -> PlanJson.write(entry).toString()).toList();
    }

    private static void each(Consumer<Case> check) {
        long[] seeds =
                Optional.ofNullable(Long.getLong("seed"))
                        .map(seed -> new long[] {seed})
                        .orElseGet(() -> LongStream.rangeClosed(1, FEW).toArray());
        for (long seed : seeds) {
            try {
                check.accept(Case.of(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " (again: -Dseed=" + seed + ")", e);
            }
        }
    }
}
