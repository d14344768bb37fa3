package dev.reconciler.job.apply;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * An embedded server to whose commands things happen. Commands are counted by name from when a
 * fault is set.
 */
final class ServerWithFaults implements AutoCloseable {
    /** The command that writes. */
    static final String WRITE = "findandmodify";

    /** The command that reads. */
    static final String READ = "find";

    private static final String DATABASE = "platform";

    private final MongoServer server;
    private final MongoClient client;
    private final AtomicInteger written = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private volatile Meddling meddle = new Meddling(-1, new Document());

    /** What happens to the commands of a name from a number on, that many times. */
    private record Fault(String command, int first, int times, boolean isDone, AtomicInteger seen) {
        static final Fault NONE = new Fault("", 0, 0, false, new AtomicInteger());

        boolean strikes(String name) {
            if (!name.equals(command)) {
                return false;
            }
            int number = seen.incrementAndGet();
            return number >= first && number < first + times;
        }
    }

    ServerWithFaults() {
        MongoBackend backend =
                new MemoryBackend() {
                    @Override
                    public Document handleMessage(MongoMessage message) {
                        Document answer = serve(message, () -> super.handleMessage(message));
                        meddling(message).ifPresent(change -> super.handleMessage(change));
                        return answer;
                    }
                }.version(ServerVersion.MONGO_5_0);
        server = new MongoServer(backend);
        server.bind("127.0.0.1", 0);
        client = MongoClients.create(uri());
    }

    /** Just after so many writes somebody else sets a field of a deploy. */
    void meddles(int writes, String deploy, String field, Object value) {
        written.set(0);
        meddle =
                new Meddling(
                        writes,
                        new Document("update", "deploys")
                                .append("$db", DATABASE)
                                .append(
                                        "updates",
                                        List.of(
                                                new Document("q", new Document("_id", deploy))
                                                        .append(
                                                                "u",
                                                                new Document(
                                                                        "$set",
                                                                        new Document(
                                                                                field, value))))));
    }

    private record Meddling(int writes, Document update) {}

    private Optional<MongoMessage> meddling(MongoMessage message) {
        boolean isWrite = name(message).equals(WRITE);
        return isWrite && written.incrementAndGet() == meddle.writes()
                ? Optional.of(
                        new MongoMessage(
                                message.getChannel(), message.getHeader(), meddle.update()))
                : Optional.empty();
    }

    private static String name(MongoMessage message) {
        return message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
    }

    private interface Serving {
        Document answer();
    }

    private Document serve(MongoMessage message, Serving serving) {
        String command = name(message);
        Fault now = fault;
        if (!now.strikes(command)) {
            return serving.answer();
        }
        if (now.isDone()) {
            serving.answer();
        }
        throw new IllegalStateException("the server is out of order");
    }

    /**
     * From then on that many such commands fail. @param isDone whether they have an effect all the
     * same
     */
    void fails(String command, int first, int times, boolean isDone) {
        fault = new Fault(command, first, times, isDone, new AtomicInteger());
    }

    /** No such command is answered until {@link #works}. */
    void fails(String command) {
        fails(command, 1, Integer.MAX_VALUE - 1, false);
    }

    void works() {
        fault = Fault.NONE;
    }

    String uri() {
        return "mongodb://" + hosts() + "/";
    }

    String hosts() {
        return "127.0.0.1:" + server.getLocalAddress().getPort();
    }

    MongoCollection<BsonDocument> collection(String name) {
        return client.getDatabase(DATABASE).getCollection(name, BsonDocument.class);
    }

    /** Every document of a collection, in the order of ids. */
    List<BsonDocument> documents(String name) {
        return collection(name)
                .find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .into(new ArrayList<>());
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
