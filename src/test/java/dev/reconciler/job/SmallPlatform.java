package dev.reconciler.job;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import dev.reconciler.demo.DumpWriter;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.storm.MongoProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** An invented incident with every damage and every remedy, on a server within this JVM. */
final class SmallPlatform implements AutoCloseable {
    private static final String DATABASE = "platform";

    /** What a real server puts into one answer, unless a single document is larger. */
    private static final int LARGEST_ANSWER = 16 << 20;

    private static final List<String> COLLECTIONS =
            List.of("deploys", "sites", "accounts", "builds");

    private final Path folder;
    private final IncidentGenerator incident;
    private final MortalBackend backend = new MortalBackend();
    private final MongoServer server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
    private final String uri;
    private String reachedBy;
    private Optional<MongoProxy> proxy = Optional.empty();
    private Settings.Store store;
    private Bounds bounds = TestSettings.BOUNDS;

    private SmallPlatform(Path folder, IncidentGenerator incident) {
        this.folder = folder;
        this.incident = incident;
        server.bind("127.0.0.1", 0);
        this.uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        this.reachedBy = uri;
        this.store = new Settings.Store.Folder(folder.resolve("store"), "trees/", "blobs/");
    }

    /** Evidence, store and signers go into the folder. */
    static SmallPlatform start(Path folder, long seed, int deploys) throws IOException {
        SmallPlatform platform = new SmallPlatform(folder, new IncidentGenerator(seed, deploys));
        platform.load();
        platform.writeEvidence();
        Files.writeString(platform.allowedSigners(), "ada@example.org ssh-ed25519 AAAA\n");
        return platform;
    }

    /** Throws away what is in the live database, and puts there what the incident left. */
    void load() {
        anew(database -> {
            insert(database, "deploys", take -> incident.deploys(Moment.LIVE, take));
            insert(database, "sites", take -> incident.sites(Moment.LIVE, take));
            insert(database, "accounts", incident::accounts);
            insert(database, "builds", take -> incident.builds(Moment.LIVE, take));
        });
    }

    /** Likewise what was there once, by collection and id. */
    void load(Map<String, BsonDocument> picture) {
        anew(database ->
                COLLECTIONS.forEach(name ->
                        insert(
                                database,
                                name,
                                take ->
                                        picture.keySet().stream()
                                                .filter(key -> key.startsWith(name + " "))
                                                .forEach(key -> take.accept(picture.get(key))))));
    }

    /**
     * Makes every deploy a large one, live and in the snapshot: its title is a text of that many
     * bytes. Each has a list for an error message, which has to be repaired; of some that is as
     * large. The server has the text in its memory once.
     */
    void growDeploys(int bytes, int largeDamage) throws IOException {
        backend.answersWithUpTo(Math.max(1, LARGEST_ANSWER / (2 * bytes)));
        BsonString text = new BsonString("x".repeat(bytes));
        try (MongoClient client = MongoClients.create(uri)) {
            MongoCollection<BsonDocument> deploys =
                    client.getDatabase(DATABASE).getCollection("deploys", BsonDocument.class);
            BsonDocument all = new BsonDocument();
            deploys.updateMany(all, set("error_message", new BsonArray()));
            deploys.find()
                    .limit(largeDamage)
                    .forEach(deploy ->
                            deploys.updateOne(
                                    new BsonDocument("_id", deploy.get("_id")),
                                    set("error_message", new BsonArray(List.of(text)))));
            deploys.updateMany(all, set("title", text));
        }
        Files.delete(snapshotOfDeploys());
        new DumpWriter(snapshotOfDeploys().getParent(), true)
                .write(
                        "deploys",
                        take ->
                                incident.deploys(
                                        Moment.SNAPSHOT,
                                        deploy ->
                                                take.accept(deploy.clone().append("title", text))));
    }

    private static BsonDocument set(String field, BsonValue value) {
        return new BsonDocument("$set", new BsonDocument(field, value));
    }

    private void anew(Consumer<MongoDatabase> filling) {
        backend.serve(Life.undisturbed());
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase(DATABASE);
            database.drop();
            filling.accept(database);
        }
    }

    private static void insert(
            MongoDatabase database, String name, Consumer<Consumer<BsonDocument>> source) {
        List<BsonDocument> documents = new ArrayList<>();
        source.accept(documents::add);
        database.getCollection(name, BsonDocument.class).insertMany(documents);
    }

    private void writeEvidence() throws IOException {
        DumpWriter dump = new DumpWriter(folder.resolve("snapshot").resolve(DATABASE), false);
        dump.write("deploys", take -> incident.deploys(Moment.SNAPSHOT, take));
        dump.write("sites", take -> incident.sites(Moment.SNAPSHOT, take));
        dump.write("accounts", incident::accounts);
        dump.write("builds", take -> incident.builds(Moment.SNAPSHOT, take));
        List<String> lines = new ArrayList<>();
        incident.pointerLog(lines::add);
        Files.createDirectories(folder.resolve("pointer-log"));
        Files.write(folder.resolve("pointer-log/pointers.jsonl"), lines);
        incident.objects(this::put);
    }

    private void put(String key, byte[] bytes) {
        Path file = folder.resolve("store").resolve(key);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path allowedSigners() {
        return folder.resolve("allowed_signers");
    }

    /** From now on its only client is the process of that life. */
    void serve(Life life) {
        backend.serve(life);
    }

    /** As {@link #serve}, but it is the next process of the same run. */
    void serveOn(Life life) {
        backend.goOn(life);
    }

    /** How often each document was changed since it was loaded: collection and id. */
    Map<String, Integer> changes() {
        return backend.changes();
    }

    /** Changes a field of a live document, as the platform does. */
    void set(String collection, Id id, String field, BsonValue value) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(DATABASE)
                    .getCollection(collection)
                    .updateOne(
                            new BsonDocument("_id", id.value()),
                            new BsonDocument("$set", new BsonDocument(field, value)));
        }
    }

    /** Every document by collection and id. */
    Map<String, BsonDocument> picture() {
        Map<String, BsonDocument> picture = new TreeMap<>();
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : COLLECTIONS) {
                client.getDatabase(DATABASE)
                        .getCollection(name, BsonDocument.class)
                        .find()
                        .forEach(document ->
                                picture.put(name + " " + document.get("_id"), document));
            }
        }
        return picture;
    }

    /** The dump of the deploys. */
    Path snapshotOfDeploys() {
        return folder.resolve("snapshot").resolve(DATABASE).resolve("deploys.bson");
    }

    int port() {
        return server.getLocalAddress().getPort();
    }

    /** What the settings name from now on: a proxy before the server, which ends with it. */
    MongoProxy behindProxy() {
        MongoProxy before = new MongoProxy(port());
        reachedBy = before.uri();
        proxy = Optional.of(before);
        return before;
    }

    /** What the settings say from now on. */
    void isBoundBy(Bounds other) {
        bounds = other;
    }

    /** What the settings name from now on, instead of the folder. */
    void isStoredIn(Settings.Store other) {
        store = other;
    }

    String uri() {
        return uri;
    }

    IncidentGenerator incident() {
        return incident;
    }

    /**
     * @param home where work and plans go
     */
    Settings settings(Path home, LedgerAddress ledger, Duration grace) {
        return new Settings(
                new Settings.Live(new MongoUri(reachedBy), DATABASE),
                List.of(
                        new Settings.Snapshot(
                                new Settings.Location.Folder(folder.resolve("snapshot")),
                                DATABASE)),
                Optional.of(folder.resolve("pointer-log")),
                store,
                Optional.of(new Settings.Incident(incident.from(), Optional.of(incident.to()))),
                incident.tiers(),
                allowedSigners(),
                bounds,
                ledger,
                home.resolve("work"),
                home.resolve("plans"),
                Names.defaults(),
                grace,
                false,
                false);
    }

    /** The same as a file, for a folder where work and plans go. */
    String yaml() {
        return """
        reconciler:
          live: { uri: "%s", database: %s }
          snapshots: [ { location: "%s", database: %s } ]
          pointer-log: { location: "%s" }
          store: { location: "%s" }
          incident: { from: %s, to: %s }
          tiers: %s
          approvals: { allowed-signers: "%s" }
          work: ./work
        """
                .formatted(
                        reachedBy,
                        DATABASE,
                        folder.resolve("snapshot"),
                        DATABASE,
                        folder.resolve("pointer-log"),
                        folder.resolve("store").toUri(),
                        incident.from(),
                        incident.to(),
                        incident.tiers(),
                        allowedSigners());
    }

    @Override
    public void close() {
        server.shutdownNow();
        proxy.ifPresent(MongoProxy::close);
    }
}
