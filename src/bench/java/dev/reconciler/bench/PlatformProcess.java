package dev.reconciler.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import dev.reconciler.demo.DumpWriter;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.demo.WorkingFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonDocument;

/**
 * The platform under measurement: {@code PlatformProcess FOLDER SEED DEPLOYS}. Says its address,
 * then answers each line on its input with the commands that it got meanwhile, and ends with its
 * input.
 */
final class PlatformProcess {
    /** Names a server to use in place of the embedded one, in a database of its own. */
    private static final String SERVER = "RECONCILER_BENCH_URI";

    private static final int BATCH = 1_000;

    private PlatformProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        IncidentGenerator incident =
                new IncidentGenerator(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        String given = System.getenv(SERVER);
        if (given != null) {
            String database = "reconciler_bench_" + ProcessHandle.current().pid();
            try {
                serve(folder, incident, given, database, Map::of);
            } finally {
                drop(given, database);
            }
            return;
        }
        CountingBackend backend = new CountingBackend();
        MongoServer server = new MongoServer(backend.modern());
        try {
            server.bind("127.0.0.1", 0);
            String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
            serve(folder, incident, uri, "platform", backend::take);
        } finally {
            server.shutdownNow();
        }
    }

    /** Says where the platform is, then for each line of the input which commands came since. */
    private static void serve(
            Path folder,
            IncidentGenerator incident,
            String uri,
            String database,
            Supplier<Map<String, Long>> commands)
            throws IOException {
        load(uri, database, incident);
        writeFiles(folder, incident);
        commands.get();
        System.out.println(
                String.join(
                        " ",
                        uri,
                        database,
                        incident.from().toString(),
                        incident.to().toString(),
                        String.join(",", incident.tiers())));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        while (input.readLine() != null) {
            System.out.println(commands.get());
        }
    }

    private static void drop(String uri, String database) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(database).drop();
        }
    }

    private static void load(String uri, String database, IncidentGenerator incident) {
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase platform = client.getDatabase(database);
            insert(platform, "deploys", to -> incident.deploys(Moment.LIVE, to));
            insert(platform, "sites", to -> incident.sites(Moment.LIVE, to));
            insert(platform, "accounts", incident::accounts);
            insert(platform, "builds", to -> incident.builds(Moment.LIVE, to));
        }
    }

    private static void insert(
            MongoDatabase platform, String name, Consumer<Consumer<BsonDocument>> source) {
        MongoCollection<BsonDocument> collection = platform.getCollection(name, BsonDocument.class);
        List<BsonDocument> batch = new ArrayList<>();
        source.accept(document -> {
            batch.add(document);
            if (batch.size() == BATCH) {
                collection.insertMany(batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            collection.insertMany(batch);
        }
    }

    private static void writeFiles(Path folder, IncidentGenerator incident) throws IOException {
        WorkingFolder files = new WorkingFolder(folder);
        DumpWriter dump = files.snapshot("platform", false);
        dump.write("deploys", to -> incident.deploys(Moment.SNAPSHOT, to));
        dump.write("sites", to -> incident.sites(Moment.SNAPSHOT, to));
        dump.write("accounts", incident::accounts);
        dump.write("builds", to -> incident.builds(Moment.SNAPSHOT, to));
        files.pointerLog("log.jsonl", incident::pointerLog);
        incident.objects((key, bytes) -> write(folder.resolve("store").resolve(key), bytes));
        Files.writeString(folder.resolve("allowed_signers"), "ada@example.org ssh-ed25519 AAAA\n");
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
