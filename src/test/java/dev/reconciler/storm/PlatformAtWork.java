package dev.reconciler.storm;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import dev.reconciler.model.DeployState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * The platform, which goes on working while its database is under repair: deploys come, change
 * their state, are published, rolled back, locked and deleted. It damages nothing. Each write
 * counts itself in a field of the document, so that one that was lost would be missed.
 */
public final class PlatformAtWork implements AutoCloseable {
    /** Marks its commands, so that a witness can tell them from ours. */
    public static final String COMMENT = "platform";

    private static final int THREADS = 3;
    private static final int MOST_NEW = 400;
    private static final List<String> STATES =
            List.of("building", "uploading", "processing", "ready", "error");

    private final MongoClient client;
    private final MongoDatabase database;
    private final long seed;
    private final long now;
    private final List<BsonDocument> deploys;
    private final List<BsonDocument> sites;
    private final List<BsonDocument> fresh = new CopyOnWriteArrayList<>();
    private final Queue<Place> wanted = new ConcurrentLinkedQueue<>();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicReference<Optional<Throwable>> failure =
            new AtomicReference<>(Optional.empty());
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Which document. */
    private record Place(String collection, BsonValue id) {}

    /**
     * @param now milliseconds of the platform's clock when it begins
     * @param picture documents by collection and id
     */
    public PlatformAtWork(
            String uri, String database, long seed, long now, Map<String, BsonDocument> picture) {
        this.client = MongoClients.create(uri);
        this.database = client.getDatabase(database);
        this.seed = seed;
        this.now = now;
        this.deploys = those(picture, "deploys ");
        this.sites = those(picture, "sites ");
    }

    private static List<BsonDocument> those(Map<String, BsonDocument> picture, String collection) {
        return picture.entrySet().stream()
                .filter(document -> document.getKey().startsWith(collection))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Begins to work. */
    public PlatformAtWork start() {
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(new SplittableRandom(seed + i).nextLong());
            threads.add(Thread.ofPlatform().name("platform-" + i).start(() -> work(random)));
        }
        return this;
    }

    /** Somebody else is at that document: a write of the platform's is to come at that moment. */
    public void want(String collection, BsonValue id) {
        wanted.add(new Place(collection, id));
    }

    /** How many writes it has made. */
    public long writes() {
        return writes.get();
    }

    /** Goes home, once it has made at least so many writes. */
    public void stop(long atLeast) throws InterruptedException {
        while (writes() < atLeast && failure.get().isEmpty()) {
            Thread.sleep(5);
        }
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        failure.get()
                .ifPresent(error -> {
                    throw new IllegalStateException("the platform itself failed", error);
                });
    }

    private void work(Random random) {
        try {
            while (!stopped) {
                writeOnce(random);
                writes.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failure.set(Optional.of(e));
        }
    }

    private void writeOnce(Random random) {
        Optional<Place> place = Optional.ofNullable(wanted.poll());
        if (place.isPresent()) {
            String collection = place.get().collection();
            update(
                    collection,
                    place.get().id(),
                    collection.equals("sites") ? siteChange(random) : deployChange(random));
            return;
        }
        switch (random.nextInt(200)) {
            case 0 -> remove(one(deploys, random));
            case 1, 2, 3, 4, 5 -> deployAnew(random);
            case 6 -> update("sites", one(sites, random).get("_id"), siteChange(random));
            case 7, 8, 9, 10, 11, 12 ->
                    update("deploys", one(deploys, random).get("_id"), deployChange(random));
            default -> {
                List<BsonDocument> quiet = fresh.isEmpty() ? deploys : fresh;
                update("deploys", one(quiet, random).get("_id"), harmless(random));
            }
        }
    }

    private static BsonDocument one(List<BsonDocument> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private BsonDocument harmless(Random random) {
        return random.nextBoolean()
                ? new BsonDocument("title", text(random))
                : new BsonDocument("required", new BsonArray(List.of(text(random))));
    }

    private BsonDocument deployChange(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                String state = STATES.get(random.nextInt(STATES.size()));
                yield new BsonDocument("state", new BsonString(state));
            }
            case 1 -> new BsonDocument("error_message", text(random));
            case 2 -> new BsonDocument("locked", BsonBoolean.valueOf(random.nextBoolean()));
            case 3 ->
                    new BsonDocument("state", new BsonString("ready"))
                            .append("published_at", date(random));
            default -> harmless(random);
        };
    }

    private BsonDocument siteChange(Random random) {
        return switch (random.nextInt(4)) {
            // It publishes what is new, or rolls back to what is old.
            case 0 -> new BsonDocument("published_deploy_id", one(deploys, random).get("_id"));
            case 1 -> new BsonDocument("locked", BsonBoolean.valueOf(random.nextBoolean()));
            case 2 -> new BsonDocument("name", text(random));
            default -> new BsonDocument();
        };
    }

    private static BsonString text(Random random) {
        return new BsonString("text " + random.nextInt(1_000_000));
    }

    private BsonDateTime date(Random random) {
        return new BsonDateTime(now + random.nextInt(60_000));
    }

    private void update(String collection, BsonValue id, BsonDocument set) {
        set.append("updated_at", new BsonDateTime(now + writes.get()));
        BsonDocument which = new BsonDocument("_id", id);
        if (set.isString("state")
                && DeployState.requiresPointer(set.getString("state").getValue())) {
            // Without a pointer that state would be damage, and the platform does none.
            which.append("tree_id", new BsonDocument("$type", new BsonString("string")));
        }
        database.getCollection(collection, BsonDocument.class)
                .findOneAndUpdate(
                        which,
                        new BsonDocument("$set", set)
                                .append("$inc", new BsonDocument("x_writes", new BsonInt32(1))),
                        new FindOneAndUpdateOptions().comment(COMMENT));
    }

    private void remove(BsonDocument deploy) {
        database.getCollection("deploys", BsonDocument.class)
                .findOneAndDelete(
                        new BsonDocument("_id", deploy.get("_id")),
                        new FindOneAndDeleteOptions().comment(COMMENT));
    }

    private void deployAnew(Random random) {
        if (fresh.size() >= MOST_NEW) {
            return;
        }
        BsonDocument site = one(sites, random);
        BsonDocument deploy =
                new BsonDocument("_id", new BsonObjectId(new ObjectId()))
                        .append("site_id", site.get("_id"))
                        .append("context", new BsonString("production"))
                        .append("created_at", date(random))
                        // It has its files, so that whatever state it gets is no damage.
                        .append("tree_id", new BsonString("0".repeat(40)))
                        .append("state", new BsonString("uploaded"));
        Optional.ofNullable(site.get("account_id"))
                .ifPresent(account -> deploy.append("account_id", account));
        BsonDocument id = new BsonDocument("_id", deploy.remove("_id"));
        database.getCollection("deploys", BsonDocument.class)
                .findOneAndUpdate(
                        id,
                        new BsonDocument("$set", deploy),
                        new FindOneAndUpdateOptions().upsert(true).comment(COMMENT));
        fresh.add(id);
    }

    @Override
    public void close() {
        stopped = true;
        client.close();
    }
}
