package dev.reconciler.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.approve.TestApproval;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However often and wherever it crashes: once it has come to its end, all is as if it never had.
 */
class ApplierCrashTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2017-02-02T21:00:00Z"), ZoneOffset.UTC);
    private static final int CHUNK = 3;

    @TempDir Path folder;

    private final List<Entry> entries = new ArrayList<>();
    private ApprovedPlan plan;

    /** The process is gone. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void plan() throws IOException {
        for (int i = 0; i < 4; i++) {
            entries.add(
                    TestPlan.entry(
                            id("lost" + i),
                            write(Write.Target.DEPLOY, "lost" + i, "state", "ready", "error")));
            entries.add(
                    TestPlan.entry(
                            id("stuck" + i),
                            write(Write.Target.DEPLOY, "stuck" + i, "state", "processed", "ready"),
                            write(
                                    Write.Target.SITE,
                                    "site" + i,
                                    "published_deploy_id",
                                    "old",
                                    "stuck" + i)));
            entries.add(
                    TestPlan.entry(
                            id("changed" + i),
                            write(Write.Target.DEPLOY, "changed" + i, "state", "ready", "error")));
        }
        Path signers = Files.writeString(folder.resolve("signers"), "");
        plan = TestApproval.of(TestPlan.freeze(folder.resolve("plans"), signers, entries));
    }

    private static LiveDatabaseInMemory platform() {
        var platform = new LiveDatabaseInMemory();
        for (int i = 0; i < 4; i++) {
            platform.put(
                    "deploys",
                    BsonDocument.parse(
                            "{_id: 'lost%d', title: 'T', state: 'ready', updated_at: {$date: '2017-02-02T17:20:00Z'}}"
                                    .formatted(i)));
            platform.put(
                    "deploys",
                    BsonDocument.parse("{_id: 'stuck%d', state: 'processed'}".formatted(i)));
            platform.put(
                    "deploys",
                    BsonDocument.parse("{_id: 'changed%d', state: 'rejected'}".formatted(i)));
            platform.put(
                    "sites",
                    BsonDocument.parse("{_id: 'site%d', published_deploy_id: 'old'}".formatted(i)));
        }
        return platform;
    }

    private static Write write(
            Write.Target target, String document, String field, String seen, String goal) {
        return TestPlan.write(
                target,
                id(document),
                Map.of(field, new BsonString(seen)),
                Map.of(field, Optional.of(new BsonString(goal))));
    }

    /** One world, in which processes come and go. */
    private final class World {
        private final LiveDatabaseInMemory platform = platform();
        private final JournalInMemory journal = new JournalInMemory();
        private final IntPredicate crashesAt;
        private int effects;

        World(IntPredicate crashesAt) {
            this.crashesAt = crashesAt;
        }

        /** Starts processes until one comes to the end; gives how many it took. */
        int live() {
            for (int processes = 1; ; processes++) {
                try {
                    process();
                    return processes;
                } catch (Crash crash) {
                    assertThat(processes).as("never comes to an end").isLessThan(1_000);
                }
            }
        }

        private void process() {
            List<Numbered> rest = new ArrayList<>();
            long done = journal.outcomes.size();
            try (var reader = plan.entries(number -> number > done)) {
                for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                    rest.add(next.get());
                }
            }
            for (int from = 0; from < rest.size(); from += CHUNK) {
                journal.begin();
                applier().apply(rest.subList(from, Math.min(from + CHUNK, rest.size())));
                effect(() -> {
                    journal.commit();
                    return true;
                });
            }
        }

        private Applier applier() {
            return new Applier(plan, mortal(platform), mortal(journal), CLOCK, failed -> {});
        }

        /** Every effect is two places to crash at: just before it, and just after. */
        private <T> T effect(Supplier<T> what) {
            crash();
            T result = what.get();
            crash();
            return result;
        }

        private void crash() {
            if (crashesAt.test(effects++)) {
                throw new Crash();
            }
        }

        private LiveDatabase mortal(LiveDatabase live) {
            return new LiveDatabase() {
                @Override
                public void read(
                        String collection, Collection<Id> ids, Consumer<RawBsonDocument> take) {
                    live.read(collection, ids, take);
                }

                @Override
                public Map<Id, Set<Id>> having(
                        String collection, String field, Collection<Id> values) {
                    return live.having(collection, field, values);
                }

                @Override
                public Swap swap(Change change) {
                    return effect(() -> live.swap(change));
                }
            };
        }

        private Journal mortal(Journal real) {
            return new Journal() {
                @Override
                public void backUp(List<Backup> backups) {
                    effect(() -> {
                        real.backUp(backups);
                        return true;
                    });
                }

                @Override
                public List<Backup> backups(Collection<Place> places) {
                    return real.backups(places);
                }

                @Override
                public void record(Map<Place, WriteResult> results) {
                    real.record(results);
                }

                @Override
                public void finish(List<EntryOutcome> outcomes) {
                    real.finish(outcomes);
                }
            };
        }
    }

    @Test
    void a_crash_at_any_place_changes_nothing_of_the_end() {
        World undisturbed = new World(place -> false);
        assertThat(undisturbed.live()).isEqualTo(1);
        assertThat(undisturbed.effects).isGreaterThan(30);
        for (int place = 0; place < undisturbed.effects; place++) {
            int here = place;
            World world = new World(effect -> effect == here);
            assertThat(world.live()).isEqualTo(2);
            assertSame(world, undisturbed, "crash at " + place);
        }
    }

    @Test
    void many_crashes_change_nothing_of_the_end() {
        World undisturbed = new World(place -> false);
        undisturbed.live();
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            World world = new World(place -> random.nextInt(8) == 0);
            world.live();
            assertSame(world, undisturbed, "seed " + seed);
        }
    }

    private static void assertSame(World world, World undisturbed, String which) {
        assertThat(world.platform).as(which).hasToString(undisturbed.platform.toString());
        assertThat(world.journal.results).as(which).isEqualTo(undisturbed.journal.results);
        assertThat(world.journal.outcomes).as(which).isEqualTo(undisturbed.journal.outcomes);
        // Of every document that was written, the first backup is what it was before anything
        // happened.
        world.journal.results.forEach((place, result) -> {
            if (result instanceof WriteResult.Applied) {
                assertThat(world.journal.backups(List.of(place)).getFirst().document())
                        .as(which)
                        .isEqualTo(platform().get(place.collection(), place.id()));
            }
        });
    }
}
