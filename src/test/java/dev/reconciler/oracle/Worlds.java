package dev.reconciler.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Every way in which what could not be read may have been. */
final class Worlds {
    /**
     * A pointer of which nobody knows, with an intact tree behind it: what a source that was not
     * read may name.
     */
    static final String ANOTHER_TREE = "facefeed".repeat(8);

    private Worlds() {}

    /** The world in which nothing is unread. */
    static World asRead() {
        return new World(Map.of(), Optional.empty());
    }

    /**
     * All combinations of answers of the store, the one in which all are right first; besides, one
     * deploy at a time that a source knows after all.
     */
    static List<World> of(Incident incident, Platform platform) {
        List<Map<String, Store.Answer>> answers = List.of(Map.of());
        for (String key : incident.unreadable()) {
            answers = extended(answers, key);
        }
        List<World> worlds = new ArrayList<>();
        answers.forEach(answer -> worlds.add(new World(answer, Optional.empty())));
        for (World.Unseen unseen : unseen(incident, platform)) {
            for (Map<String, Store.Answer> answer :
                    List.of(answers.getFirst(), answers.getLast())) {
                Map<String, Store.Answer> withAnother = new HashMap<>(answer);
                withAnother.put("trees/" + ANOTHER_TREE, Store.Answer.RIGHT);
                worlds.add(new World(withAnother, Optional.of(unseen)));
            }
        }
        return worlds;
    }

    private static List<Map<String, Store.Answer>> extended(
            List<Map<String, Store.Answer>> answers, String key) {
        List<Map<String, Store.Answer>> extended = new ArrayList<>();
        for (Map<String, Store.Answer> before : answers) {
            for (Store.Answer answer : Store.Answer.values()) {
                if (key.startsWith("trees/") || answer != Store.Answer.RIGHT_WITH_A_FILE_MISSING) {
                    Map<String, Store.Answer> after = new TreeMap<>(before);
                    after.put(key, answer);
                    extended.add(after);
                }
            }
        }
        return extended;
    }

    private static List<World.Unseen> unseen(Incident incident, Platform platform) {
        List<World.Unseen> unseen = new ArrayList<>();
        for (BsonDocument live : platform.deploys.values()) {
            if (!incident.snapshotWhole()
                    && !platform.snapshotDeploys.containsKey(live.get("_id"))) {
                unseen.addAll(unseenDocuments(live));
            }
            if (!incident.logWhole() && !platform.log.first().containsKey(live.get("_id"))) {
                unseen.addAll(unseenEntries(incident, live));
            }
        }
        return unseen;
    }

    /** The snapshot may say what the live document says, or name another tree. */
    private static List<World.Unseen> unseenDocuments(BsonDocument live) {
        BsonDocument same = live.clone();
        BsonDocument other = live.clone();
        other.put("tree_id", new BsonString(ANOTHER_TREE));
        BsonValue id = live.get("_id");
        return List.of(
                new World.Unseen(id, Optional.of(same), Optional.empty()),
                new World.Unseen(id, Optional.of(other), Optional.empty()));
    }

    /** The log may name the live pointer, another tree, or another site. */
    private static List<World.Unseen> unseenEntries(Incident incident, BsonDocument live) {
        Optional<String> tree = Fields.hexId(Fields.get(live, "tree_id"));
        List<World.Unseen> entries = new ArrayList<>();
        entries.add(unseenEntry(live, Optional.empty(), tree));
        entries.add(unseenEntry(live, Optional.empty(), Optional.of(ANOTHER_TREE)));
        for (BsonDocument site : incident.live().sites()) {
            entries.add(unseenEntry(live, Optional.of(site.get("_id")), tree));
        }
        return entries;
    }

    private static World.Unseen unseenEntry(
            BsonDocument live, Optional<BsonValue> site, Optional<String> tree) {
        BsonValue id = live.get("_id");
        PointerLog.Entry entry = new PointerLog.Entry(Instant.EPOCH, "unread", 0, id, site, tree);
        return new World.Unseen(id, Optional.empty(), Optional.of(entry));
    }
}
