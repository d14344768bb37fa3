package dev.reconciler.oracle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/**
 * The pointer log, read (contract, section 3).
 *
 * @param first the first entry of each deploy
 * @param unreadable lines that could not be read
 * @param conflicts deploys whose entries name more than one tree
 */
record PointerLog(SortedMap<BsonValue, Entry> first, int unreadable, int conflicts) {

    /**
     * @param site any value: whether its type is a site's is not known here
     * @param tree a hex id; anything else is no evidence
     */
    record Entry(
            Instant at,
            String file,
            int line,
            BsonValue deploy,
            Optional<BsonValue> site,
            Optional<String> tree) {
        static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::at)
                        .thenComparing(Entry::file)
                        .thenComparing(Entry::line);
    }

    static PointerLog read(List<Incident.LogFile> files) {
        List<Entry> entries = new ArrayList<>();
        int unreadable = 0;
        for (Incident.LogFile file : files) {
            for (int line = 0; line < file.lines().size(); line++) {
                Optional<Entry> entry = read(file.name(), line, file.lines().get(line));
                entry.ifPresent(entries::add);
                unreadable += entry.isPresent() ? 0 : 1;
            }
        }
        entries.sort(Entry.ORDER);
        SortedMap<BsonValue, Entry> first = new TreeMap<>(BsonOrder.ORDER);
        Map<BsonValue, Set<String>> trees = new TreeMap<>(BsonOrder.ORDER);
        for (Entry entry : entries) {
            first.putIfAbsent(entry.deploy(), entry);
            Set<String> named = trees.computeIfAbsent(entry.deploy(), deploy -> new HashSet<>());
            entry.tree().ifPresent(named::add);
        }
        int conflicts = (int) trees.values().stream().filter(named -> named.size() > 1).count();
        return new PointerLog(first, unreadable, conflicts);
    }

    /**
     * A line can be read where it is a JSON object with a time and a deploy; what else it says may
     * be no evidence.
     */
    private static Optional<Entry> read(String file, int number, String line) {
        if (!(Json.parse(line).orElse("") instanceof Map)) {
            return Optional.empty();
        }
        try {
            BsonDocument json = BsonDocument.parse(line);
            Optional<BsonValue> deploy = Ids.id(json.get("deploy_id", BsonNull.VALUE));
            if (deploy.isEmpty() || !(json.get("at", BsonNull.VALUE) instanceof BsonString at)) {
                return Optional.empty();
            }
            Optional<BsonValue> site = Ids.id(json.get("site_id", BsonNull.VALUE));
            Optional<String> tree = Fields.hexId(Optional.of(json.get("tree_id", BsonNull.VALUE)));
            return Optional.of(
                    new Entry(
                            Instant.parse(at.getValue()), file, number, deploy.get(), site, tree));
        } catch (JsonParseException
                | BsonInvalidOperationException
                | DateTimeException
                | IllegalArgumentException no) {
            return Optional.empty();
        }
    }
}
