package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconciler.model.Id;
import dev.reconciler.oracle.Generator;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.IncidentBuilder;
import dev.reconciler.oracle.IncidentText;
import dev.reconciler.plan.AgainstOracle.Difference;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What must hold for the plan of any incident. Each is made from its seed alone; {@code -Dseed=N}
 * repeats one, {@code -Dfirst=N} begins with another one than the first.
 */
class PlanPropertiesTest {
    private static final long FIRST = Long.getLong("first", 1);
    private static final int FEW = 200;
    private static final int MANY = 10_000;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration AFTER_THE_GRACE = Duration.ofHours(1);

    /** Where rules take each unread answer for itself, and only together they would decide. */
    private static final double MOST_CAREFUL = 0.01;

    // ---- the oracle

    @Test
    void the_program_plans_what_the_oracle_expects() {
        agree(FEW);
    }

    @Test
    @Tag("slow")
    void the_program_plans_what_the_oracle_expects_ten_thousand_times() {
        double careful = agree(MANY);
        assertThat(careful)
                .as("share of incidents with unread answers in which more is left to a person")
                .isLessThanOrEqualTo(MOST_CAREFUL);
    }

    /**
     * The share of incidents with unread answers in which the program is more careful than it need
     * be.
     */
    private static double agree(int incidents) {
        int unread = 0;
        int careful = 0;
        for (long seed : seeds(incidents)) {
            Incident incident = Generator.incident(seed);
            List<Difference> differences = AgainstOracle.differences(incident);
            if (!differences.stream().allMatch(Difference::careful)) {
                fail(story(seed, incident, AgainstOracle::faults));
            }
            unread += AgainstOracle.hasUnread(incident) ? 1 : 0;
            careful += differences.isEmpty() ? 0 : 1;
        }
        return (double) careful / Math.max(1, unread);
    }

    // ---- the plan by itself

    @Test
    void a_plan_is_the_same_each_time_and_whatever_order_the_documents_come_in() {
        check(FEW, PlanPropertiesTest::faultsOfOrder);
    }

    private static List<String> faultsOfOrder(Incident incident) {
        List<String> once = lines(incident);
        List<String> again = lines(shuffled(incident));
        return once.equals(again) ? List.of() : List.of(once + "\n" + again);
    }

    private static List<String> lines(Incident incident) {
        return InMemoryPlanner.plan(incident).entries().stream()
                .map(entry -> PlanJson.write(entry).toString())
                .toList();
    }

    private static Incident shuffled(Incident incident) {
        Random random = new Random(incident.live().deploys().size());
        IncidentBuilder shuffled = IncidentBuilder.of(incident);
        for (List<BsonDocument> documents :
                List.of(
                        shuffled.liveDeploys,
                        shuffled.liveSites,
                        shuffled.liveAccounts,
                        shuffled.liveBuilds,
                        shuffled.snapshotDeploys,
                        shuffled.snapshotSites,
                        shuffled.snapshotAccounts,
                        shuffled.snapshotBuilds)) {
            Collections.shuffle(documents, random);
        }
        return shuffled.build();
    }

    @Test
    void every_plan_passes_lint_and_reads_back_from_its_file_as_it_was() {
        check(FEW, PlanPropertiesTest::faultsOfForm);
    }

    private static List<String> faultsOfForm(Incident incident) {
        List<Entry> plan = InMemoryPlanner.plan(incident).entries();
        Lint.check(plan::forEach);
        List<Entry> read =
                plan.stream()
                        .map(entry ->
                                PlanJson.entry(
                                        PlanJson.MAPPER.readTree(PlanJson.write(entry).toString())))
                        .toList();
        return plan.equals(read) ? List.of() : List.of(plan + "\n" + read);
    }

    // ---- planning again

    @Test
    void planning_again_writes_only_what_one_plan_could_take_one_step_further() {
        check(FEW, incident -> faultsOfSecondPlan(incident, AT_ONCE));
        check(FEW, incident -> faultsOfSecondPlan(incident, AFTER_THE_GRACE));
    }

    @Test
    @Tag("slow")
    void planning_again_writes_only_what_one_plan_could_take_one_step_further_ten_thousand_times() {
        check(MANY, incident -> faultsOfSecondPlan(incident, AFTER_THE_GRACE));
    }

    /** Section 6 of the contract, last sentence. */
    private static List<String> faultsOfSecondPlan(Incident incident, Duration later) {
        List<Entry> first = InMemoryPlanner.plan(incident).entries();
        Incident then = Applied.to(incident, first, later);
        List<Entry> second = InMemoryPlanner.plan(then).entries();
        List<String> faults = new NextStep(incident, first, second).beyond();
        return faults.isEmpty() ? faultsOfThirdPlan(then, second) : faults;
    }

    private static List<String> faultsOfThirdPlan(Incident then, List<Entry> second) {
        Incident last = Applied.to(then, second, AFTER_THE_GRACE);
        return new NextStep(then, second, InMemoryPlanner.plan(last).entries()).beyond();
    }

    /**
     * What a plan could only take one step further: what it restored can go live, and so can what
     * stood behind a deploy that it sidelined; a deploy that was sidelined for want of a pointer is
     * by now what the snapshot says of it, a failed one that never had a pointer; one whose page
     * was up is sidelined once its site publishes another; what fewer sites publish by now may be
     * told to belong to one; and what was left open may be settled.
     */
    private record NextStep(Incident before, List<Entry> plan, List<Entry> next) {
        List<String> beyond() {
            return next.stream()
                    .filter(entry -> !entry.writes().isEmpty() && !allows(entry))
                    .map(Entry::toString)
                    .toList();
        }

        private boolean allows(Entry entry) {
            return wasSettled(entry) || isPublishedByFewer(entry) || allowsRemedy(entry);
        }

        /**
         * It was left open for want of an answer, which no longer matters by what the plan wrote to
         * its site, or by what the platform was still at work on there.
         */
        private boolean wasSettled(Entry entry) {
            return did(entry.deploy(), Entry::incomplete)
                    && (plan.stream()
                                    .anyMatch(e ->
                                            e.site().equals(entry.site()) && !e.writes().isEmpty())
                            || justUpdated()
                                    .map(deploy -> Id.of(deploy.get("site_id", BsonNull.VALUE)))
                                    .anyMatch(site -> entry.site().equals(Optional.of(site))));
        }

        /**
         * Where several sites publish a deploy, its site cannot be had from them, and where another
         * one does, only RESTORE and ESCALATE apply.
         */
        private boolean isPublishedByFewer(Entry entry) {
            return plan.stream()
                    .flatMap(e -> e.writes().stream())
                    .filter(write -> write.target() == Write.Target.SITE)
                    .flatMap(write -> write.seen().get("published_deploy_id").stream())
                    .anyMatch(published -> Id.of(published).equals(entry.deploy()));
        }

        private boolean allowsRemedy(Entry entry) {
            return switch (entry.remedy()) {
                case PlannedRemedy.Publish p ->
                        did(entry.deploy(), e -> e.remedy() instanceof PlannedRemedy.Restore)
                                || plan.stream()
                                        .anyMatch(
                                                e -> e.sidelined() && e.site().equals(entry.site()))
                                || wasJustUpdated(entry.deploy());
                case PlannedRemedy.Restore restore ->
                        restore.pointer().isEmpty() && did(entry.deploy(), Entry::sidelined);
                case PlannedRemedy.Revert r -> false;
                case PlannedRemedy.Superseded s -> isLeftBehind(entry);
                case PlannedRemedy.Rebuild r -> isLeftBehind(entry);
                case PlannedRemedy.Escalate e -> isLeftBehind(entry);
                case PlannedRemedy.Undo u -> false;
            };
        }

        private boolean isLeftBehind(Entry entry) {
            return entry.sidelined()
                    && entry.published()
                    && next.stream()
                            .anyMatch(e ->
                                    e.remedy() instanceof PlannedRemedy.Publish
                                            && e.site().equals(entry.site()));
        }

        private boolean did(Id deploy, Predicate<Entry> what) {
            return plan.stream()
                    .anyMatch(entry -> entry.deploy().equals(deploy) && what.test(entry));
        }

        private boolean wasJustUpdated(Id deploy) {
            return justUpdated().anyMatch(document -> Id.of(document.get("_id")).equals(deploy));
        }

        /** Deploys that the platform was still at work on. */
        private Stream<BsonDocument> justUpdated() {
            long since = before.now().minus(Duration.ofMinutes(10)).toEpochMilli();
            return before.live().deploys().stream()
                    .filter(document -> document.isDateTime("updated_at"))
                    .filter(document -> document.getDateTime("updated_at").getValue() > since);
        }
    }

    // ---- seeds

    private static long[] seeds(int incidents) {
        return Optional.ofNullable(Long.getLong("seed"))
                .map(seed -> new long[] {seed})
                .orElseGet(() -> LongStream.range(FIRST, FIRST + incidents).toArray());
    }

    private static void check(int incidents, Function<Incident, List<String>> faults) {
        for (long seed : seeds(incidents)) {
            Incident incident = Generator.incident(seed);
            if (!caught(faults).apply(incident).isEmpty()) {
                fail(story(seed, incident, caught(faults)));
            }
        }
    }

    /** A crash is a fault like any other: its incident is shrunk, too. */
    private static Function<Incident, List<String>> caught(
            Function<Incident, List<String>> faults) {
        return incident -> {
            try {
                return faults.apply(incident);
            } catch (RuntimeException | AssertionError e) {
                return List.of(e.toString());
            }
        };
    }

    private static String story(
            long seed, Incident incident, Function<Incident, List<String>> faults) {
        Incident small = Shrinking.of(incident, i -> !faults.apply(i).isEmpty());
        return "seed %d (again: -Dseed=%d)\n%s\nshrunken to:\n%s\n%s"
                .formatted(
                        seed,
                        seed,
                        String.join("\n", faults.apply(incident)),
                        IncidentText.of(small),
                        String.join("\n", faults.apply(small)));
    }
}
