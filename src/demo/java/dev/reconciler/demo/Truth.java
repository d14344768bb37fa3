package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * The right answer to an incident.
 *
 * @param entries what {@code plan.jsonl} must say of each deploy, in the shape of {@link
 *     Known#entry}
 * @param deploysAfter of each deploy that the plan writes, fields as they must be then; null is
 *     unset
 * @param sitesAfter what each site publishes then; null is nothing
 * @param sitesDown the sites of {@code sites-down.csv}
 * @param customers accounts with an entry
 * @param totals counts by the name that {@code truth.json} has for them: {@code deploys}, {@code
 *     snapshot}, {@code deleted}, {@code unvouched}, {@code log_lines_unreadable}, {@code
 *     log_conflicts}
 */
public record Truth(
        SortedMap<Id, BsonDocument> entries,
        SortedMap<Id, BsonDocument> deploysAfter,
        SortedMap<Id, BsonValue> sitesAfter,
        SortedSet<Id> sitesDown,
        SortedSet<Id> customers,
        Map<String, Integer> totals) {

    /** Reads a {@code truth.json}. */
    public static Truth read(Path file) throws IOException {
        BsonDocument json = BsonDocument.parse(Files.readString(file));
        SortedMap<Id, BsonDocument> entries = new TreeMap<>();
        json.getArray("entries")
                .forEach(entry ->
                        entries.put(id(entry.asDocument().get("deploy")), entry.asDocument()));
        SortedMap<Id, BsonDocument> deploys = new TreeMap<>();
        json.getDocument("deploys_after")
                .forEach((id, fields) -> deploys.put(Id.parse(id), fields.asDocument()));
        SortedMap<Id, BsonValue> sites = new TreeMap<>();
        json.getDocument("sites_after")
                .forEach((id, fields) ->
                        sites.put(
                                Id.parse(id),
                                value(
                                        fields.asDocument()
                                                .get("published_deploy_id", BsonNull.VALUE))));
        Map<String, Integer> totals = new TreeMap<>();
        json.getDocument("totals")
                .forEach((name, count) -> {
                    if (count.isInt32()) {
                        totals.put(name, count.asInt32().getValue());
                    }
                });
        return new Truth(
                entries, deploys, sites, ids(json, "sites_down"), ids(json, "customers"), totals);
    }

    private static SortedSet<Id> ids(BsonDocument json, String name) {
        SortedSet<Id> ids = new TreeSet<>();
        json.getArray(name).forEach(id -> ids.add(id(id)));
        return ids;
    }

    private static Id id(BsonValue text) {
        return Id.parse(text.asString().getValue());
    }

    private static BsonValue value(BsonValue text) {
        return text.isString() ? id(text).value() : text;
    }
}
