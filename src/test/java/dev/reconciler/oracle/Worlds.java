package dev.reconciler.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDateTime;
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
                    new LinkedHashSet<>(List.of(answers.getFirst(), answers.getLast()))) {
                for (Store.Answer another : List.of(Store.Answer.RIGHT, Store.Answer.ABSENT)) {
                    Map<String, Store.Answer> withAnother = new HashMap<>(answer);
                    withAnother.put("trees/" + ANOTHER_TREE, another);
                    worlds.add(new World(withAnother, Optional.of(unseen)));
                }
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
            Subject read = new Subject(platform, asRead(), live);
            if (!incident.snapshotWhole() && read.snapshot.isEmpty()) {
                unseen.addAll(unseenDocuments(incident, read));
            }
            if (!incident.snapshotWhole()
                    && read.build.isEmpty()
                    && !lost(incident, read).isEmpty()) {
                unseen.add(unseenBuild(incident, read));
            }
            if (!incident.logWhole() && read.logged.isEmpty()) {
                unseen.addAll(unseenEntries(incident, read));
            }
        }
        return unseen;
    }

    /**
     * The snapshot may say what the live document says, name another tree, or know what nobody else
     * does.
     */
    private static List<World.Unseen> unseenDocuments(Incident incident, Subject read) {
        BsonDocument same = read.live.clone();
        Fields.IDENTITY.forEach(field -> Restoration.put(same, field, read.planned(field)));
        BsonDocument other = same.clone();
        other.put("tree_id", new BsonString(ANOTHER_TREE));
        BsonDocument complete = other.clone();
        complete.put("state", new BsonString("ready"));
        complete.putAll(lost(incident, read));
        return List.of(
                unseenDocument(same, false),
                unseenDocument(other, false),
                unseenDocument(complete, true));
    }

    private static World.Unseen unseenDocument(BsonDocument document, boolean ofIdentity) {
        return new World.Unseen(
                document.get("_id"),
                Optional.of(document),
                Optional.empty(),
                Optional.empty(),
                ofIdentity);
    }

    /** A build of which the live platform has lost the document knows what nobody else does. */
    private static World.Unseen unseenBuild(Incident incident, Subject read) {
        BsonDocument build = lost(incident, read);
        return new World.Unseen(
                read.id, Optional.empty(), Optional.of(build), Optional.empty(), true);
    }

    /** Required identity that is not evident, as it may have been. */
    private static BsonDocument lost(Incident incident, Subject read) {
        BsonDocument lost =
                new BsonDocument("site_id", incident.live().sites().getFirst().get("_id"))
                        .append("account_id", incident.live().accounts().getFirst().get("_id"))
                        .append("context", new BsonString("production"))
                        .append("created_at", new BsonDateTime(0));
        List.copyOf(lost.keySet()).stream().filter(read::isEvident).forEach(lost::remove);
        return lost;
    }

    /** The log may name the live pointer, another tree, or the site that nobody else knows. */
    private static List<World.Unseen> unseenEntries(Incident incident, Subject read) {
        Optional<String> tree = Fields.hexId(Fields.get(read.live, "tree_id"));
        List<World.Unseen> entries = new ArrayList<>();
        entries.add(unseenEntry(read, Optional.empty(), tree));
        entries.add(unseenEntry(read, Optional.empty(), Optional.of(ANOTHER_TREE)));
        if (!read.isEvident("site_id")) {
            BsonValue site = incident.live().sites().getFirst().get("_id");
            entries.add(unseenEntry(read, Optional.of(site), tree));
        }
        return entries;
    }

    private static World.Unseen unseenEntry(
            Subject read, Optional<BsonValue> site, Optional<String> tree) {
        PointerLog.Entry entry =
                new PointerLog.Entry(Instant.EPOCH, "unread", 0, read.id, site, tree);
        return new World.Unseen(
                read.id, Optional.empty(), Optional.empty(), Optional.of(entry), site.isPresent());
    }
}
