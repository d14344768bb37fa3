package dev.reconciler.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.DeployMerge;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Names;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import dev.reconciler.oracle.Incident;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The deploys of an incident, joined with their evidence and assessed by the program. */
final class IncidentEvidence {
    private static final Names NAMES = Names.defaults();
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final Incident incident;
    private final BiPredicate<Id, TreeId> given;

    IncidentEvidence(Incident incident, BiPredicate<Id, TreeId> given) {
        this.incident = incident;
        this.given = given;
    }

    /**
     * @param deploys live ones, by id
     * @param deleted how many of the snapshot are not live any more
     */
    record Assessed(Map<Id, Assessment> deploys, int deleted) {}

    Assessed assess() {
        Comparison comparison = new Comparison(NAMES, idTypes(), given);
        Map<Id, Assessment> deploys = new TreeMap<>();
        int[] deleted = {0};
        DeployMerge.Deleted count = (deploy, publishedBy) -> deleted[0]++;
        try (DeployMerge merge =
                new DeployMerge(NAMES, snapshot(), log(), builds(), publishers())) {
            by(Deploy::id, incident.live().deploys(), Deploy::of)
                    .forEach((id, live) ->
                            deploys.put(id, comparison.assess(live, merge.evidenceOf(id, count))));
            merge.passRest(count);
        }
        return new Assessed(deploys, deleted[0]);
    }

    private SortedValues snapshot() {
        SortedValues values = new SortedValues();
        incident.snapshot()
                .deploys()
                .forEach(d -> values.put(Id.of(d.get("_id")).key(), bytes(raw(d))));
        return values;
    }

    private SortedValues log() {
        Map<Id, LogEntry> first = new TreeMap<>();
        for (Incident.LogFile file : incident.log()) {
            for (String line : file.lines()) {
                entry(line)
                        .ifPresent(entry ->
                                first.merge(
                                        entry.deploy(),
                                        entry,
                                        (old, next) -> next.at().isBefore(old.at()) ? next : old));
            }
        }
        SortedValues values = new SortedValues();
        first.forEach((deploy, entry) -> values.put(deploy.key(), EvidenceCodec.encode(entry)));
        return values;
    }

    /** What the adapter of the pointer log makes of a line; empty where it cannot be read. */
    private static Optional<LogEntry> entry(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            return Id.fromJson(node.path("deploy_id").toString())
                    .filter(deploy -> !deploy.value().isNull())
                    .map(deploy ->
                            new LogEntry(
                                    Instant.parse(node.path("at").stringValue()),
                                    deploy,
                                    Id.fromJson(node.path("site_id").toString())
                                            .map(Id::value)
                                            .filter(v -> !v.isNull()),
                                    Optional.of(node.path("tree_id"))
                                            .filter(JsonNode::isString)
                                            .flatMap(t -> TreeId.of(t.stringValue()))));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The live document, or the snapshot's where the live one is gone; smallest id first. */
    private SortedValues builds() {
        Map<Id, BsonDocument> documents = new TreeMap<>();
        incident.snapshot().builds().forEach(d -> documents.put(Id.of(d.get("_id")), d));
        incident.live().builds().forEach(d -> documents.put(Id.of(d.get("_id")), d));
        SortedValues values = new SortedValues();
        documents
                .values()
                .forEach(d ->
                        Build.of(raw(d), NAMES)
                                .deploy()
                                .ifPresent(deploy -> values.put(deploy.key(), bytes(raw(d)))));
        return values;
    }

    private SortedValues publishers() {
        SortedValues values = new SortedValues();
        Map<Id, Site> live = liveSites();
        Map<Id, Site> gone = snapshotSites();
        gone.keySet().removeAll(live.keySet());
        live.values().forEach(site -> publisher(values, site, true));
        gone.values().forEach(site -> publisher(values, site, false));
        return values;
    }

    private static void publisher(SortedValues values, Site site, boolean live) {
        site.published()
                .ifPresent(deploy ->
                        values.put(deploy.key(), EvidenceCodec.encodePublisher(site.id(), live)));
    }

    Map<Id, Site> liveSites() {
        return by(Site::id, incident.live().sites(), Site::of);
    }

    Map<Id, Site> snapshotSites() {
        return by(Site::id, incident.snapshot().sites(), Site::of);
    }

    private IdTypes idTypes() {
        return new IdTypes(
                types(incident.live().sites(), incident.snapshot().sites()),
                types(incident.live().accounts(), incident.snapshot().accounts()),
                types(incident.live().builds(), incident.snapshot().builds()));
    }

    private static Set<BsonType> types(List<BsonDocument> live, List<BsonDocument> snapshot) {
        Set<BsonType> types = new HashSet<>();
        live.forEach(d -> types.add(d.get("_id").getBsonType()));
        snapshot.forEach(d -> types.add(d.get("_id").getBsonType()));
        return types;
    }

    /** Documents, decoded, by their ids. */
    static <T> Map<Id, T> by(
            Function<T, Id> id,
            List<BsonDocument> documents,
            BiFunction<RawBsonDocument, Names, T> decode) {
        Map<Id, T> byId = new TreeMap<>();
        for (BsonDocument document : documents) {
            T value = decode.apply(raw(document), NAMES);
            byId.put(id.apply(value), value);
        }
        return byId;
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, CODEC);
    }

    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
