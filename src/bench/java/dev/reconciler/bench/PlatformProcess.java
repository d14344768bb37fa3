package dev.reconciler.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
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
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * The platform under measurement: {@code PlatformProcess FOLDER SEED DEPLOYS}. Says its address,
 * then answers each line on its input with the commands that it got meanwhile, and ends with its
 * input.
 */
final class PlatformProcess {
    private static final int BATCH = 1_000;

    private PlatformProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        IncidentGenerator incident =
                new IncidentGenerator(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        CountingBackend backend = new CountingBackend();
        MongoServer server = new MongoServer(backend.modern());
        try {
            server.bind("127.0.0.1", 0);
            String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
            load(uri, incident);
            writeFiles(folder, incident);
            backend.take();
            System.out.println(
                    uri
                            + " "
                            + incident.from()
                            + " "
                            + incident.to()
                            + " "
                            + String.join(",", incident.tiers()));
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            while (input.readLine() != null) {
                System.out.println(backend.take());
            }
        } finally {
            server.shutdownNow();
        }
    }

    private static void load(String uri, IncidentGenerator incident) {
        try (MongoClient client = MongoClients.create(uri)) {
            insert(client, "deploys", to -> incident.deploys(Moment.LIVE, to));
            insert(client, "sites", to -> incident.sites(Moment.LIVE, to));
            insert(client, "accounts", incident::accounts);
            insert(client, "builds", to -> incident.builds(Moment.LIVE, to));
        }
    }

    private static void insert(
            MongoClient client, String name, Consumer<Consumer<BsonDocument>> source) {
        MongoCollection<BsonDocument> collection =
                client.getDatabase("platform").getCollection(name, BsonDocument.class);
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
