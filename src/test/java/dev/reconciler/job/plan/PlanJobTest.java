package dev.reconciler.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Settings;
import dev.reconciler.job.TestSettings;
import dev.reconciler.job.Watcher;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Names;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Scenario;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlanHeader.TierTotal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on real servers, but for the command line. */
class PlanJobTest {
    @TempDir Path folder;

    @Test
    void plans_a_real_incident() throws Exception {
        Optional<Path> path = Scenario.find();
        Assumptions.assumeTrue(path.isPresent());
        Scenario scenario = Scenario.load(path.get());
        MongoServer server = new MongoServer(new MemoryBackend());
        try {
            String uri =
                    "mongodb://"
                            + server.bind().getHostString()
                            + ":"
                            + server.getLocalAddress().getPort();
            load(uri, scenario.incident().live());
            scenario.incident().store().forEach(this::put);
            Files.writeString(folder.resolve("allowed_signers"), "a@x ssh-ed25519 AAAA\n");
            Settings settings =
                    new Settings(
                            new Settings.Live(new MongoUri(uri), "platform"),
                            List.of(
                                    new Settings.Snapshot(
                                            new Settings.Location.Folder(
                                                    path.get().resolve("snapshot")),
                                            "platform")),
                            Optional.of(path.get().resolve("pointer-log")),
                            new Settings.Store.Folder(folder.resolve("store"), "trees/", "blobs/"),
                            Optional.of(
                                    new Settings.Incident(
                                            scenario.incident().from().orElseThrow(),
                                            scenario.incident().to())),
                            List.of("enterprise", "global", "business", "pro", "starter"),
                            folder.resolve("allowed_signers"),
                            TestSettings.BOUNDS,
                            new LedgerAddress(
                                    "jdbc:h2:file:"
                                            + folder.resolve("work/ledger")
                                            + ";WRITE_DELAY=0",
                                    Optional.empty(),
                                    Optional.empty()),
                            folder.resolve("work"),
                            folder.resolve("plans"),
                            Names.defaults(),
                            Duration.ofMinutes(10),
                            false,
                            false);
            Outcome outcome =
                    new Jobs(settings, Map.of("plan", PlanJob.class), Watcher.none()).plan();
            assertThat(outcome.problem()).isEmpty();
            Path plan = folder.resolve("plans").resolve(outcome.plan().orElseThrow());
            BsonDocument summary = BsonDocument.parse(Files.readString(plan.resolve("plan.json")));
            assertThat(summary.getDocument("totals"))
                    .isEqualTo(scenario.truth().getDocument("totals"));
            assertOnlyDamageCounts(FrozenPlan.open(plan).header());
        } finally {
            server.shutdown();
        }
    }

    /** What was merely checked, as every published deploy is, is no damage. */
    private static void assertOnlyDamageCounts(PlanHeader header) {
        assertThat(header.totals().values().stream().mapToLong(TierTotal::damaged).sum())
                .isEqualTo(header.entries());
        assertThat(header.totals().values().stream().mapToLong(TierTotal::deploys).sum())
                .isEqualTo(header.deploys());
    }

    private void put(String key, byte[] bytes) {
        try {
            Path file = folder.resolve("store").resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void load(String uri, Incident.Database live) {
        try (MongoClient client = MongoClients.create(uri)) {
            insert(client, "deploys", live.deploys());
            insert(client, "sites", live.sites());
            insert(client, "accounts", live.accounts());
            insert(client, "builds", live.builds());
        }
    }

    private static void insert(MongoClient client, String name, List<BsonDocument> documents) {
        MongoCollection<BsonDocument> collection =
                client.getDatabase("platform").getCollection(name, BsonDocument.class);
        collection.insertMany(documents);
    }
}
