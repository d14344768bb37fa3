package dev.reconciler.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * Everything that was read and written, in the order in which the server did it. Told again from
 * the beginning it has to end as the database did: so nothing was written that nobody saw.
 */
public final class History implements MongoProxy.Witness {
    private final Map<String, BsonDocument> beginning;
    private final List<Event> events = new ArrayList<>();

    /** Something that happened. */
    public sealed interface Event {}

    /** Documents were read by us. */
    public record Read(String collection, List<BsonDocument> documents) implements Event {}

    /**
     * A document was changed, made or removed.
     *
     * @param byUs or by the platform
     * @param before empty where it was made
     * @param after empty where it was removed
     * @param update with its operators; empty where the document was removed
     */
    public record Change(
            boolean byUs,
            String collection,
            BsonValue id,
            Optional<BsonDocument> before,
            Optional<BsonDocument> after,
            BsonDocument update)
            implements Event {

        /** As pictures of the database have it. */
        public String key() {
            return collection + " " + id;
        }
    }

    /**
     * @param beginning documents by collection and id
     */
    public History(Map<String, BsonDocument> beginning) {
        this.beginning = new TreeMap<>(beginning);
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** How many there are so far. */
    public synchronized int size() {
        return events.size();
    }

    /** The documents as they were in the beginning. */
    public Map<String, BsonDocument> beginning() {
        return Map.copyOf(beginning);
    }

    /** How the database has to end. */
    public Map<String, BsonDocument> end() {
        Map<String, BsonDocument> documents = new TreeMap<>(beginning);
        for (Event event : events()) {
            if (event instanceof Change change) {
                if (!Optional.ofNullable(documents.get(change.key())).equals(change.before())) {
                    throw new AssertionError("somebody else changed it before " + change);
                }
                change.after()
                        .ifPresentOrElse(
                                after -> documents.put(change.key(), after),
                                () -> documents.remove(change.key()));
            }
        }
        return documents;
    }

    @Override
    public synchronized void saw(BsonDocument command, BsonDocument answer) {
        boolean byUs = !command.containsKey("comment");
        if (command.containsKey("find")) {
            if (byUs && answer.containsKey("cursor")) {
                events.add(read(command, answer));
            }
        } else {
            change(byUs, command, answer).ifPresent(events::add);
        }
    }

    private static Read read(BsonDocument command, BsonDocument answer) {
        return new Read(
                command.getString("find").getValue(),
                answer.getDocument("cursor").getArray("firstBatch").stream()
                        .map(BsonValue::asDocument)
                        .toList());
    }

    private static Optional<Event> change(boolean byUs, BsonDocument command, BsonDocument answer) {
        Optional<BsonDocument> before =
                Optional.ofNullable(answer.get("value"))
                        .filter(BsonValue::isDocument)
                        .map(BsonValue::asDocument);
        boolean upserts = command.containsKey("upsert") && command.getBoolean("upsert").getValue();
        if (before.isEmpty() && !upserts) {
            return Optional.empty();
        }
        BsonValue id =
                before.map(document -> document.get("_id"))
                        .orElseGet(() -> command.getDocument("query").get("_id"));
        BsonDocument update = command.getDocument("update", new BsonDocument());
        boolean removes = command.containsKey("remove");
        return Optional.of(
                new Change(
                        byUs,
                        command.getString("findAndModify").getValue(),
                        id,
                        before,
                        removes
                                ? Optional.empty()
                                : Optional.of(
                                        after(
                                                before.orElseGet(() -> new BsonDocument("_id", id)),
                                                update)),
                        update));
    }

    private static BsonDocument after(BsonDocument before, BsonDocument update) {
        BsonDocument after = new BsonDocument();
        after.putAll(before);
        after.putAll(part(update, "$set"));
        part(update, "$unset").keySet().forEach(after::remove);
        part(update, "$inc")
                .forEach((field, by) ->
                        after.put(
                                field,
                                new BsonInt32(
                                        after.getInt32(field, new BsonInt32(0)).getValue()
                                                + by.asInt32().getValue())));
        return after;
    }

    private static BsonDocument part(BsonDocument update, String operator) {
        return update.getDocument(operator, new BsonDocument());
    }
}
