package dev.reconciler.acceptance;

import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.oracle.Incident;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A small invented incident, and beside it what nobody would write. */
final class Oddities {
    private static final Instant IN_WINDOW = Instant.parse("2017-02-02T18:05:00Z");

    private final Incident plain;
    private final List<BsonDocument> live;
    private final List<BsonDocument> snapshot;
    private final SortedMap<String, byte[]> store;

    Oddities(long seed) {
        plain = Invented.incident(new IncidentGenerator(seed, 80));
        live = new ArrayList<>(plain.live().deploys());
        snapshot = new ArrayList<>(plain.snapshot().deploys());
        store = new TreeMap<>(plain.store());
    }

    /** The sites and accounts of the live platform, to be changed in place. */
    List<BsonDocument> owners() {
        List<BsonDocument> owners = new ArrayList<>(plain.live().sites());
        owners.addAll(plain.live().accounts());
        return owners;
    }

    Incident incident() {
        return new Incident(
                new Incident.Database(
                        live, plain.live().sites(), plain.live().accounts(), plain.live().builds()),
                new Incident.Database(
                        snapshot,
                        plain.snapshot().sites(),
                        plain.snapshot().accounts(),
                        plain.snapshot().builds()),
                true,
                plain.log(),
                true,
                store,
                plain.unreadable(),
                plain.from(),
                plain.to(),
                Instant.now(),
                plain.tiers(),
                List.of());
    }

    /** A preview of the window, so that its tree is looked at. */
    BsonDocument preview(String id, String tree) {
        BsonDocument preview =
                model().append("_id", new BsonString(id))
                        .append("context", new BsonString("deploy-preview"));
        preview.append("branch", new BsonString(id))
                .append("tree_id", new BsonString(tree))
                .append("created_at", new BsonDateTime(IN_WINDOW.toEpochMilli()));
        live.add(preview);
        return preview;
    }

    /**
     * One that the snapshot has as it was.
     *
     * @return the live one, of which the pointer is gone
     */
    BsonDocument wiped(BsonValue id, BsonString title) {
        BsonDocument was =
                model().append("_id", id)
                        .append("title", title)
                        .append("required", new BsonArray());
        snapshot.add(was);
        BsonDocument now = was.clone();
        now.remove("tree_id");
        live.add(now);
        return now;
    }

    /** Some sound deploy that the snapshot has. */
    private BsonDocument model() {
        BsonDocument model =
                plain.snapshot().deploys().stream()
                        .filter(deploy ->
                                plain.live().deploys().contains(deploy)
                                        && deploy.containsKey("commit_ref")
                                        && deploy.containsKey("tree_id"))
                        .findFirst()
                        .orElseThrow()
                        .clone();
        model.remove("build_id");
        return model;
    }

    /** Stores a tree object under its digest, which it returns. */
    String put(String tree) {
        try {
            byte[] bytes = tree.getBytes(StandardCharsets.UTF_8);
            String id =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return put(id, tree);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Stores a tree object under an id that need not be its digest. */
    String put(String id, String tree) {
        store.put("trees/" + id, tree.getBytes(StandardCharsets.UTF_8));
        return id;
    }
}
