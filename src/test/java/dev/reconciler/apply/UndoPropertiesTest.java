package dev.reconciler.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.TestApproval;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.oracle.Generator;
import dev.reconciler.oracle.Incident;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.InMemoryPlanner;
import dev.reconciler.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must hold whatever plan is taken back. Each incident is made from its seed alone; {@code
 * -Dseed=N} repeats one.
 */
class UndoPropertiesTest {
    private static final int FEW = 150;
    private static final int MANY = 5_000;

    private static ApprovedPlan approved;

    @BeforeAll
    static void sign(@TempDir Path folder) throws IOException {
        Path signers = Files.writeString(folder.resolve("allowed_signers"), "ada ssh-ed25519 AAAA");
        approved = TestApproval.of(TestPlan.freeze(folder, signers, List.of()));
    }

    // ---- nobody else writes

    @Test
    void what_is_taken_back_is_as_it_was_and_taking_that_back_repairs_it_again() {
        seeds(FEW).forEach(UndoPropertiesTest::thereAndBack);
    }

    @Test
    @Tag("slow")
    void what_is_taken_back_is_as_it_was_five_thousand_times() {
        seeds(MANY).forEach(UndoPropertiesTest::thereAndBack);
    }

    private static void thereAndBack(long seed) {
        Repaired platform = new Repaired(approved, Generator.incident(seed));
        Map<String, BsonDocument> damaged = platform.picture();
        Repaired.Done plan = platform.apply(plan(seed));
        Map<String, BsonDocument> repaired = platform.picture();

        Repaired.Done undo = platform.apply(platform.undo(plan));
        assertThat(undo.leftAlone())
                .as("seed " + seed + ": undo")
                .allSatisfy(entry -> assertThat(entry.reason()).contains("which is gone"));
        assertSame(
                without(undo.leftAlone(), platform.picture()),
                without(undo.leftAlone(), damaged),
                "seed " + seed + ": undone");

        Repaired.Done again = platform.apply(platform.undo(undo));
        assertThat(again.leftAlone()).as("seed " + seed + ": undo of the undo").isEmpty();
        assertSame(platform.picture(), repaired, "seed " + seed + ": repaired again");
    }

    /** A site that published a deploy that is not there cannot go back to it. */
    private static Map<String, BsonDocument> without(
            List<Entry> left, Map<String, BsonDocument> picture) {
        Map<String, BsonDocument> others = new TreeMap<>(picture);
        left.forEach(entry ->
                entry.writes()
                        .forEach(write ->
                                others.remove(
                                        write.target().collection(Names.defaults())
                                                + " "
                                                + write.id())));
        return others;
    }

    private static List<Entry> plan(long seed) {
        return InMemoryPlanner.plan(Generator.incident(seed)).entries();
    }

    /** Every value to the byte; nothing can put a field back to its place among others. */
    private static void assertSame(
            Map<String, BsonDocument> actual, Map<String, BsonDocument> expected, String what) {
        assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
        actual.forEach((document, is) -> {
            BsonDocument was = expected.getOrDefault(document, new BsonDocument());
            assertThat(is.keySet()).as(what + ", " + document).isEqualTo(was.keySet());
            is.forEach((field, value) ->
                    assertThat(
                                    FieldValue.same(
                                            Optional.of(value),
                                            Optional.ofNullable(was.get(field))))
                            .as(what + ", " + document + " " + field)
                            .isTrue());
        });
    }

    // ---- the platform is at work

    @Test
    void what_the_platform_has_changed_since_is_never_lost() {
        seeds(FEW).forEach(UndoPropertiesTest::whileThePlatformWorks);
    }

    @Test
    @Tag("slow")
    void what_the_platform_has_changed_since_is_never_lost_five_thousand_times() {
        seeds(MANY).forEach(UndoPropertiesTest::whileThePlatformWorks);
    }

    private static void whileThePlatformWorks(long seed) {
        Incident incident = Generator.incident(seed);
        Repaired platform = new Repaired(approved, incident);
        PlatformAtWork work = new PlatformAtWork(platform, new Random(seed));
        List<Entry> entries = plan(seed);
        Repaired.Done plan = platform.apply(entries);
        work.some();
        List<Entry> undo = platform.undo(plan);
        work.some();
        Map<String, BsonDocument> before = platform.picture();
        platform.apply(undo);
        assertThat(work.lost(platform.picture())).as("seed " + seed).isEmpty();
        assertNothingTakenDown(seed, platform, before, entries);
    }

    /** A deploy that changed is published by nobody, or was so before the plan. */
    private static void assertNothingTakenDown(
            long seed, Repaired platform, Map<String, BsonDocument> before, List<Entry> plan) {
        Map<String, BsonDocument> after = platform.picture();
        for (Entry entry : plan) {
            String deploy = "deploys " + entry.deploy();
            boolean changed = !Optional.ofNullable(after.get(deploy)).equals(get(before, deploy));
            if (changed && !entry.published()) {
                assertThat(
                                platform.live.having(
                                        "sites", "published_deploy_id", Set.of(entry.deploy())))
                        .as("seed " + seed + ": " + deploy)
                        .isEmpty();
            }
        }
    }

    private static Optional<BsonDocument> get(Map<String, BsonDocument> picture, String document) {
        return Optional.ofNullable(picture.get(document));
    }

    /** Changes documents as a platform does, and knows what it has left there. */
    private static final class PlatformAtWork {
        private final Repaired platform;
        private final Random random;
        private final Map<String, Map<String, BsonValue>> left = new HashMap<>();

        PlatformAtWork(Repaired platform, Random random) {
            this.platform = platform;
            this.random = random;
        }

        void some() {
            for (int i = random.nextInt(6); i > 0; i--) {
                one();
            }
        }

        private void one() {
            List<Id> deploys = platform.ids("deploys");
            List<Id> sites = platform.ids("sites");
            switch (random.nextInt(6)) {
                case 0 -> set("deploys", any(deploys), "state", new BsonString("building"));
                case 1 -> set("deploys", any(deploys), "title", new BsonString("changed"));
                case 2 -> set("deploys", any(deploys), "tree_id", new BsonString("e".repeat(40)));
                case 3 -> set("sites", any(sites), "locked", BsonBoolean.TRUE);
                case 4 -> set("sites", any(sites), "name", new BsonString("changed"));
                default -> set("sites", any(sites), "published_deploy_id", any(deploys).value());
            }
        }

        private Id any(List<Id> ids) {
            return ids.get(random.nextInt(ids.size()));
        }

        private void set(String collection, Id id, String field, BsonValue value) {
            BsonDocument document =
                    platform.live.get(collection, id).decode(new BsonDocumentCodec());
            if (FieldValue.same(FieldValue.of(document, field), Optional.of(value))) {
                return;
            }
            document.put(field, value);
            document.put("updated_at", new BsonDateTime(random.nextLong(1L << 41)));
            platform.live.put(collection, document);
            left.computeIfAbsent(collection + " " + id, d -> new HashMap<>()).put(field, value);
        }

        /** What is no longer as the platform left it. */
        List<String> lost(Map<String, BsonDocument> picture) {
            List<String> lost = new ArrayList<>();
            left.forEach((document, fields) ->
                    fields.forEach((field, value) -> {
                        if (!value.equals(picture.get(document).get(field))) {
                            lost.add(document + " " + field);
                        }
                    }));
            return lost;
        }
    }

    private static LongStream seeds(int many) {
        return Optional.ofNullable(System.getProperty("seed"))
                .map(seed -> LongStream.of(Long.parseLong(seed)))
                .orElseGet(() -> LongStream.rangeClosed(1, many));
    }
}
