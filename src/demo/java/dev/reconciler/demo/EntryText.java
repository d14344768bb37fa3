package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import tools.jackson.databind.JsonNode;

/**
 * What an entry says, as texts by name, so that the plan's and the right one can be held against
 * each other.
 */
final class EntryText {
    private static final List<String> IDS = List.of("deploy", "site", "account", "target");
    private static final List<String> TEXTS =
            List.of("remedy", "source", "tree", "commit", "sidelined", "published");

    private EntryText() {}

    /** Of a line of {@code plan.jsonl}. */
    static SortedMap<String, String> of(JsonNode line) {
        SortedMap<String, String> texts = new TreeMap<>();
        IDS.stream().filter(line::has).forEach(name -> texts.put(name, id(line.get(name)).text()));
        TEXTS.stream()
                .filter(line::has)
                .forEach(name -> texts.put(name, line.get(name).asString()));
        texts.put(
                "damage",
                line.path("damage")
                        .valueStream()
                        .map(JsonNode::asString)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        if (line.has("files")) {
            texts.put(
                    "files",
                    line.get("files")
                            .valueStream()
                            .map(file ->
                                    file.path("path").asString()
                                            + " "
                                            + file.path("problem").asString())
                            .collect(Collectors.joining(", ")));
        }
        return texts;
    }

    /** Of the right answer. */
    static SortedMap<String, String> of(BsonDocument entry) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, BsonValue> field : entry.entrySet()) {
            BsonValue value = field.getValue();
            texts.put(
                    field.getKey(),
                    switch (value.getBsonType()) {
                        case BOOLEAN -> Boolean.toString(value.asBoolean().getValue());
                        case STRING -> value.asString().getValue();
                        case ARRAY -> field.getKey().equals("files") ? files(value) : damage(value);
                        default -> value.toString();
                    });
        }
        return texts;
    }

    static Id id(JsonNode json) {
        return Id.fromJson(json.toString()).orElseThrow();
    }

    private static String damage(BsonValue kinds) {
        return kinds.asArray().stream()
                .map(kind -> kind.asString().getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String files(BsonValue files) {
        return files.asArray().stream()
                .map(BsonValue::asDocument)
                .map(file ->
                        file.getString("path").getValue()
                                + " "
                                + file.getString("problem").getValue())
                .collect(Collectors.joining(", "));
    }
}
