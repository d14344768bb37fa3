package dev.reconciler.acceptance;

import dev.reconciler.demo.Known;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Expected;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** What the oracle says of an incident, in the shape that every right answer has here. */
public final class OracleTruth {
    private OracleTruth() {}

    public static Truth of(Expected expected) {
        SortedMap<Id, BsonDocument> entries = new TreeMap<>();
        SortedMap<Id, BsonDocument> deploysAfter = new TreeMap<>();
        SortedMap<Id, BsonValue> sitesAfter = new TreeMap<>();
        expected.entries().forEach(entry -> entries.put(Id.of(entry.deploy()), entry(entry)));
        expected.entries().stream()
                .flatMap(entry -> entry.writes().stream())
                .filter(write -> write.collection().equals("deploys"))
                .forEach(write -> deploysAfter.put(Id.of(write.id()), fields(write)));
        expected.publishedAfter()
                .forEach((site, deploy) ->
                        sitesAfter.put(Id.of(site), deploy.orElse(BsonNull.VALUE)));
        return new Truth(
                entries,
                deploysAfter,
                sitesAfter,
                ids(expected.sitesDown()),
                customers(expected),
                totals(expected.totals()));
    }

    private static SortedSet<Id> customers(Expected expected) {
        return ids(expected.entries().stream().flatMap(entry -> entry.account().stream()).toList());
    }

    private static SortedSet<Id> ids(Iterable<BsonValue> values) {
        SortedSet<Id> ids = new TreeSet<>();
        values.forEach(value -> ids.add(Id.of(value)));
        return ids;
    }

    private static Map<String, Integer> totals(Expected.Totals totals) {
        return new TreeMap<>(
                Map.of(
                        "deploys", totals.deploys(),
                        "snapshot", totals.snapshot(),
                        "deleted", totals.deleted(),
                        "unvouched", totals.unvouched(),
                        "log_lines_unreadable", totals.logLinesUnreadable(),
                        "log_conflicts", totals.logConflicts()));
    }

    private static BsonDocument fields(Expected.Write write) {
        BsonDocument fields = new BsonDocument();
        write.set()
                .forEach((name, value) ->
                        fields.put(name, isMark(name, value) ? new BsonString(Known.MARK) : value));
        write.unset().forEach(name -> fields.put(name, BsonNull.VALUE));
        return fields;
    }

    private static boolean isMark(String name, BsonValue value) {
        return name.equals("error_message")
                && value.isString()
                && value.asString().getValue().startsWith(Known.MARK);
    }

    private static BsonDocument entry(Expected.Entry entry) {
        BsonDocument json = new BsonDocument("deploy", text(entry.deploy()));
        entry.site().ifPresent(site -> json.put("site", text(site)));
        entry.account().ifPresent(account -> json.put("account", text(account)));
        json.put("damage", texts(entry.damage()));
        json.put("remedy", new BsonString(entry.remedy().name()));
        entry.source().ifPresent(source -> json.put("source", new BsonString(source)));
        entry.tree().ifPresent(tree -> json.put("tree", new BsonString(tree)));
        entry.target().ifPresent(target -> json.put("target", text(target)));
        entry.commit().ifPresent(commit -> json.put("commit", new BsonString(commit)));
        if (!entry.files().isEmpty()) {
            json.put("files", files(entry.files()));
        }
        json.put("sidelined", BsonBoolean.valueOf(entry.sidelined()));
        json.put("published", BsonBoolean.valueOf(entry.published()));
        return json;
    }

    private static BsonArray files(List<Expected.DamagedFile> files) {
        return files.stream()
                .map(file ->
                        new BsonDocument("path", new BsonString(file.path()))
                                .append("problem", new BsonString(file.problem())))
                .collect(Collectors.toCollection(BsonArray::new));
    }

    private static BsonArray texts(List<String> texts) {
        return new BsonArray(texts.stream().map(BsonString::new).toList());
    }

    private static BsonString text(BsonValue id) {
        return new BsonString(Id.of(id).text());
    }
}
