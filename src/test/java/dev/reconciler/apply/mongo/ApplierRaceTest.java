package dev.reconciler.apply.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.reconciler.apply.Applier;
import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Journal;
import dev.reconciler.apply.Patience;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.approve.TestApproval;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import dev.reconciler.source.mongo.TestMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform goes on writing to the same documents while a plan is applied to them. */
class ApplierRaceTest {
    private static final int DEPLOYS = 300;
    private static final String TREE = "1".repeat(40);

    @TempDir Path folder;

    private final Map<String, Integer> touched = new HashMap<>();
    private final Set<String> changedFirst = new HashSet<>();
    private final List<Backup> backups = new ArrayList<>();

    @Test
    void whoever_comes_first_wins_and_nothing_of_the_platforms_work_is_lost() throws Exception {
        TestMongo.assumeNoFerret("findAndModify that nobody's write can come into");
        long seed = Long.getLong("seed", System.nanoTime());
        try (TestMongo mongo = new TestMongo()) {
            String name = mongo.newDatabase();
            MongoCollection<RawBsonDocument> deploys = mongo.collection(name, "deploys");
            for (int i = 0; i < DEPLOYS; i++) {
                deploys.insertOne(
                        raw(
                                new BsonDocument("_id", new BsonString("d" + i))
                                        .append("state", new BsonString("ready"))
                                        .append("title", new BsonInt32(0))));
            }
            var platform = CompletableFuture.runAsync(() -> write(deploys, new Random(seed)));
            List<EntryOutcome> outcomes = apply(mongo.uri(), name, platform);
            platform.join();
            for (int i = 0; i < DEPLOYS; i++) {
                check(
                        "seed " + seed + ", deploy d" + i,
                        deploys,
                        "d" + i,
                        outcomes.get(i).results().getFirst());
            }
            assertThat(outcomes)
                    .as("seed %d: both happened", seed)
                    .anyMatch(EntryOutcome::holds)
                    .anyMatch(outcome -> !outcome.holds());
        }
    }

    /** A change of the title is no conflict; one of the state is, where it comes before ours. */
    private void write(MongoCollection<RawBsonDocument> deploys, Random random) {
        for (int i = 0; i < 3 * DEPLOYS; i++) {
            String deploy = "d" + random.nextInt(DEPLOYS);
            touched.merge(deploy, 1, Integer::sum);
            BsonDocument set =
                    new BsonDocument("updated_at", new BsonDateTime(System.currentTimeMillis()));
            boolean changesState = random.nextInt(8) == 0;
            if (changesState) {
                set.append("state", new BsonString("error"));
            }
            var before =
                    deploys.findOneAndUpdate(
                            new BsonDocument("_id", new BsonString(deploy)),
                            new BsonDocument("$set", set)
                                    .append("$inc", new BsonDocument("title", new BsonInt32(1))),
                            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.BEFORE));
            if (changesState && !before.containsKey("tree_id")) {
                changedFirst.add(deploy);
            }
        }
    }

    private void check(
            String which,
            MongoCollection<RawBsonDocument> deploys,
            String deploy,
            WriteResult result) {
        BsonDocument after = deploys.find(new BsonDocument("_id", new BsonString(deploy))).first();
        assertThat(after.getInt32("title").getValue())
                .as(which)
                .isEqualTo(touched.getOrDefault(deploy, 0));
        assertThat(after.containsKey("tree_id")).as(which).isEqualTo(result.holds());
        assertThat(result.holds())
                .as(which + ": " + result)
                .isEqualTo(!changedFirst.contains(deploy));
    }

    private List<EntryOutcome> apply(String uri, String name, CompletableFuture<?> platform)
            throws IOException {
        List<EntryOutcome> outcomes = new ArrayList<>();
        ApprovedPlan plan = plan();
        try (MongoLiveDatabase live = MongoLiveDatabase.connect(uri, name, Patience.usual());
                var reader = plan.entries(all -> true)) {
            var applier =
                    new Applier(plan, live, new Backups(), Clock.systemUTC(), Patience.usual());
            List<Numbered> chunk = new ArrayList<>();
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                chunk.add(next.get());
                if (chunk.size() == 10) {
                    outcomes.addAll(applier.apply(chunk));
                    chunk.clear();
                }
            }
        }
        return outcomes;
    }

    private ApprovedPlan plan() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < DEPLOYS; i++) {
            var id = TestPlan.id("d" + i);
            Write write =
                    TestPlan.write(
                            Write.Target.DEPLOY,
                            id,
                            Map.of("state", new BsonString("ready")),
                            Map.of("tree_id", Optional.of(new BsonString(TREE))));
            entries.add(TestPlan.entry(id, write));
        }
        Path signers = Files.writeString(folder.resolve("signers"), "");
        return TestApproval.of(TestPlan.freeze(folder.resolve("plans"), signers, entries));
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    /** Keeps backups, and nothing else. */
    private final class Backups implements Journal {
        @Override
        public void backUp(List<Backup> some) {
            backups.addAll(some);
        }

        @Override
        public List<Backup> backups(Collection<Place> places) {
            return backups.stream().filter(backup -> places.contains(backup.place())).toList();
        }

        @Override
        public void record(Map<Place, WriteResult> results) {}

        @Override
        public void finish(List<EntryOutcome> outcomes) {}
    }
}
