package dev.reconciler.plan;

import dev.reconciler.decide.Decided;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Entries as lines of {@code plan.jsonl} and back (contract, section 7). Values of documents are
 * canonical extended JSON.
 */
final class PlanJson {
    static final JsonMapper MAPPER = JsonMapper.shared();

    /** The one field of a value that is kept as the bytes of a document whose {@code v} it is. */
    private static final String BYTES = "$bson";

    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private PlanJson() {}

    static ObjectNode write(Entry entry) {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("deploy", id(entry.deploy()));
        entry.site().ifPresent(site -> node.set("site", id(site)));
        entry.account().ifPresent(account -> node.set("account", id(account)));
        node.put("tier", entry.tier());
        ArrayNode damage = node.putArray("damage");
        entry.damage().stream().map(Damage::text).sorted().forEach(damage::add);
        writeRemedy(node, entry.remedy());
        writeFiles(node, entry);
        node.put("sidelined", entry.sidelined());
        node.put("reason", entry.reason());
        node.put("published", entry.published());
        if (entry.incomplete()) {
            node.put("incomplete", true);
        }
        entry.decided()
                .ifPresent(decided ->
                        node.putObject("decided")
                                .put("by", decided.by())
                                .put("why", decided.why()));
        ArrayNode writes = node.putArray("writes");
        entry.writes().forEach(write -> writes.add(write(write)));
        return node;
    }

    static Entry entry(JsonNode node) {
        Set<Damage> damage = EnumSet.noneOf(Damage.class);
        node.path("damage").forEach(kind -> damage.add(Damage.ofText(kind.stringValue())));
        List<DamagedFile> files = new ArrayList<>();
        node.path("files").forEach(file -> files.add(file(file)));
        List<Write> writes = new ArrayList<>();
        node.path("writes").forEach(write -> writes.add(write(write)));
        return new Entry(
                id(node.required("deploy")),
                optional(node, "site").map(PlanJson::id),
                optional(node, "account").map(PlanJson::id),
                node.required("tier").stringValue(),
                damage,
                remedy(node),
                files,
                node.path("more").asLong(0),
                node.required("sidelined").booleanValue(),
                node.required("reason").stringValue(),
                node.required("published").booleanValue(),
                node.path("incomplete").asBoolean(false),
                optional(node, "decided").map(PlanJson::decided),
                writes);
    }

    private static Decided decided(JsonNode node) {
        return new Decided(node.required("by").stringValue(), node.required("why").stringValue());
    }

    private static void writeRemedy(ObjectNode node, PlannedRemedy remedy) {
        node.put("remedy", remedy.text());
        switch (remedy) {
            case PlannedRemedy.Restore restore ->
                    restore.pointer()
                            .ifPresent(pointer -> {
                                node.put("source", pointer.source().text());
                                node.put("tree", pointer.tree().hex());
                            });
            case PlannedRemedy.Revert revert -> {
                node.set("target", id(revert.target()));
                revert.commit().ifPresent(commit -> node.put("commit", commit));
            }
            case PlannedRemedy.Rebuild rebuild -> node.put("commit", rebuild.commit());
            case PlannedRemedy.Undo(PlannedRemedy of) -> writeRemedy(node.putObject("undoes"), of);
            case PlannedRemedy.Publish p -> {}
            case PlannedRemedy.Superseded s -> {}
            case PlannedRemedy.Escalate e -> {}
        }
    }

    private static PlannedRemedy remedy(JsonNode node) {
        String remedy = node.required("remedy").stringValue();
        return switch (remedy) {
            case "RESTORE" ->
                    new PlannedRemedy.Restore(
                            optional(node, "tree")
                                    .map(tree ->
                                            new PlannedRemedy.Pointer(
                                                    new TreeId(tree.stringValue()),
                                                    Source.ofText(
                                                            node.required("source")
                                                                    .stringValue()))));
            case "PUBLISH" -> new PlannedRemedy.Publish();
            case "REVERT" ->
                    new PlannedRemedy.Revert(
                            id(node.required("target")),
                            optional(node, "commit").map(JsonNode::stringValue));
            case "SUPERSEDED" -> new PlannedRemedy.Superseded();
            case "REBUILD" -> new PlannedRemedy.Rebuild(node.required("commit").stringValue());
            case "ESCALATE" -> new PlannedRemedy.Escalate();
            case "UNDO" -> new PlannedRemedy.Undo(remedy(node.required("undoes")));
            default -> throw new IllegalArgumentException("no such remedy: " + remedy);
        };
    }

    private static void writeFiles(ObjectNode node, Entry entry) {
        if (entry.files().isEmpty()) {
            return;
        }
        ArrayNode files = node.putArray("files");
        entry.files()
                .forEach(file ->
                        files.addObject()
                                .put("path", file.path())
                                .put("problem", file.kind().text()));
        if (entry.more() > 0) {
            node.put("more", entry.more());
        }
    }

    private static DamagedFile file(JsonNode node) {
        String problem = node.required("problem").stringValue();
        for (DamagedFile.Kind kind : DamagedFile.Kind.values()) {
            if (kind.text().equals(problem)) {
                return new DamagedFile(node.required("path").stringValue(), kind);
            }
        }
        throw new IllegalArgumentException("no such problem of a file: " + problem);
    }

    private static ObjectNode write(Write write) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("in", write.target() == Write.Target.SITE ? "site" : "deploy");
        node.set("id", id(write.id()));
        ObjectNode set = node.putObject("set");
        write.set().forEach((field, value) -> set.set(field, value(value)));
        ArrayNode unset = node.putArray("unset");
        write.unset().forEach(unset::add);
        ObjectNode seen = node.putObject("seen");
        write.seen().forEach((field, value) -> putOptional(seen, field, value));
        write.guard().ifPresent(guard -> write(node.putObject("requires"), guard));
        return node;
    }

    private static void write(ObjectNode node, Write.Guard guard) {
        switch (guard) {
            case Write.Guard.Target target -> {
                node.set("deploy", id(target.deploy()));
                putOptional(node, "state", target.state());
                putOptional(node, "tree", target.tree());
            }
            case Write.Guard.Publishers(Set<Id> sites) -> {
                ArrayNode atMost = node.putArray("published_at_most_by");
                sites.forEach(site -> atMost.add(id(site)));
            }
        }
    }

    private static Write write(JsonNode node) {
        SortedMap<String, BsonValue> set = new TreeMap<>();
        node.required("set")
                .properties()
                .forEach(field -> set.put(field.getKey(), value(field.getValue())));
        SortedSet<String> unset = new TreeSet<>();
        node.required("unset").forEach(field -> unset.add(field.stringValue()));
        SortedMap<String, Optional<BsonValue>> seen = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.required("seen").properties()) {
            seen.put(field.getKey(), nullable(field.getValue()));
        }
        Optional<Write.Guard> guard = optional(node, "requires").map(PlanJson::guard);
        Write.Target target =
                node.required("in").stringValue().equals("site")
                        ? Write.Target.SITE
                        : Write.Target.DEPLOY;
        return new Write(target, id(node.required("id")), set, unset, seen, guard);
    }

    private static Write.Guard guard(JsonNode node) {
        if (node.has("published_at_most_by")) {
            return new Write.Guard.Publishers(
                    node.required("published_at_most_by")
                            .valueStream()
                            .map(PlanJson::id)
                            .collect(Collectors.toSet()));
        }
        return new Write.Guard.Target(
                id(node.required("deploy")),
                nullable(node.path("state")),
                nullable(node.path("tree")));
    }

    /** An id as contract section 1 writes ids. */
    static JsonNode id(Id id) {
        return MAPPER.readTree(id.json());
    }

    private static Id id(JsonNode node) {
        return Id.fromJson(node.toString())
                .orElseThrow(() -> new IllegalArgumentException("no id: " + node));
    }

    /**
     * A document of somebody's may look like extended JSON without being any, such as {@code
     * {"$date":"x"}}. A value that would come back as another one is kept as its bytes.
     */
    private static JsonNode value(BsonValue value) {
        if (value instanceof BsonString string && isPlain(string.getValue())) {
            return StringNode.valueOf(string.getValue());
        }
        BsonDocument wrapped = new BsonDocument("v", value);
        String json = wrapped.toJson(CANONICAL);
        return parsed(json).filter(wrapped::equals).isPresent() && !json.contains(BYTES)
                ? MAPPER.readTree(json).get("v")
                : MAPPER.createObjectNode().put(BYTES, bytes(wrapped));
    }

    /** Most values are texts that come back as they are: trying it out cost a tenth of decide. */
    private static boolean isPlain(String text) {
        return !text.contains(BYTES)
                && text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static BsonValue value(JsonNode node) {
        if (node.isString()) {
            return new BsonString(node.stringValue());
        }
        BsonDocument wrapped =
                node.size() == 1 && node.path(BYTES).isString()
                        ? document(node.required(BYTES).stringValue())
                        : BsonDocument.parse("{\"v\":" + node + "}");
        return Objects.requireNonNull(wrapped.get("v"));
    }

    private static Optional<BsonDocument> parsed(String json) {
        try {
            return Optional.of(BsonDocument.parse(json));
        } catch (JsonParseException | BSONException | IllegalArgumentException looksLikeJson) {
            return Optional.empty();
        }
    }

    private static String bytes(BsonDocument document) {
        ByteBuffer bytes =
                new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer().asNIO();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    private static BsonDocument document(String bytes) {
        return new RawBsonDocument(Base64.getDecoder().decode(bytes))
                .decode(new BsonDocumentCodec());
    }

    private static void putOptional(ObjectNode node, String field, Optional<BsonValue> value) {
        value.ifPresentOrElse(
                present -> node.set(field, value(present)), () -> node.putNull(field));
    }

    private static Optional<BsonValue> nullable(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(value(node));
    }

    private static Optional<JsonNode> optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }
}
