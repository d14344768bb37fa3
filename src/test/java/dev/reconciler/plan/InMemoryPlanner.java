package dev.reconciler.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.compare.Evidence;
import dev.reconciler.compare.Window;
import dev.reconciler.decide.Circumstances;
import dev.reconciler.decide.SiteDecision;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.decide.SiteOutcome;
import dev.reconciler.decide.Verdict;
import dev.reconciler.model.Account;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Names;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import dev.reconciler.oracle.Incident;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.verify.Checker;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.VerifiedObjectsInMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The production rules over an incident in memory: what the plan job does, without servers, files
 * and chunks.
 */
final class InMemoryPlanner {
    private static final Names NAMES = Names.defaults();
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final Incident incident;
    private final Window window;
    private final Map<Id, Site> liveSites = new TreeMap<>();
    private final Map<Id, Site> snapshotSites = new TreeMap<>();
    private final Map<Id, Account> accounts = new TreeMap<>();
    private final Map<Id, Build> builds = new TreeMap<>();
    private final Map<Id, Deploy> snapshot = new TreeMap<>();
    private final Map<Id, LogEntry> log = new TreeMap<>();
    private final VerifiedObjectsInMemory objects = new VerifiedObjectsInMemory();
    private final Checker checker;
    private final Tiers tiers;

    /**
     * @param down sites that are down once the plan is applied
     */
    record Planned(List<Entry> entries, Set<Id> down) {}

    private InMemoryPlanner(Incident incident) {
        this.incident = incident;
        this.window = new Window(incident.from(), incident.to());
        this.tiers = new Tiers(incident.tiers());
        this.checker =
                new Checker(new IncidentStore(incident), InstantSource.fixed(incident.now()));
        incident.snapshot()
                .sites()
                .forEach(d -> put(snapshotSites, Site.of(raw(d), NAMES), Site::id));
        incident.live().sites().forEach(d -> put(liveSites, Site.of(raw(d), NAMES), Site::id));
        incident.snapshot()
                .accounts()
                .forEach(d -> put(accounts, Account.of(raw(d), NAMES), Account::id));
        incident.live()
                .accounts()
                .forEach(d -> put(accounts, Account.of(raw(d), NAMES), Account::id));
        incident.snapshot()
                .deploys()
                .forEach(d -> put(snapshot, Deploy.of(raw(d), NAMES), Deploy::id));
        readBuilds();
        readLog();
    }

    static Planned plan(Incident incident) {
        return new InMemoryPlanner(incident).plan();
    }

    private Planned plan() {
        Comparison comparison = new Comparison(NAMES, idTypes());
        Map<Id, Assessment> assessments = new TreeMap<>();
        for (BsonDocument document : incident.live().deploys()) {
            Deploy live = Deploy.of(raw(document), NAMES);
            assessments.put(live.id(), comparison.assess(live, evidence(live.id())));
        }
        List<Entry> entries = new ArrayList<>();
        Map<Id, byte[]> order = new TreeMap<>();
        Set<Id> down = new TreeSet<>();
        for (Optional<Id> site : sites(assessments)) {
            SiteOutcome.Decided decided = decide(facts(site, assessments));
            for (Verdict verdict : decided.verdicts()) {
                String tier = tiers.of(verdict.account().map(accounts::get).flatMap(Account::plan));
                Entry entry = new Entries(NAMES, incident.now()).of(verdict, tier);
                entries.add(entry);
                order.put(
                        entry.deploy(),
                        EntryOrder.key(
                                tiers.rank(tier), entry.published(), entry.site(), entry.deploy()));
            }
            decided.down().ifPresent(why -> down.add(site.orElseThrow()));
        }
        for (Entry entry : entries) {
            if (entry.remedy() instanceof PlannedRemedy.Revert revert
                    && order.containsKey(revert.target())) {
                order.compute(
                        entry.deploy(),
                        (id, own) ->
                                EntryOrder.after(
                                        Objects.requireNonNull(own),
                                        Objects.requireNonNull(order.get(revert.target()))));
            }
        }
        entries.sort(
                Comparator.comparing(
                        entry -> order.get(entry.deploy()), java.util.Arrays::compareUnsigned));
        return new Planned(entries, down);
    }

    private SiteOutcome.Decided decide(SiteFacts facts) {
        Circumstances circumstances =
                new Circumstances(
                        window,
                        incident.now(),
                        Duration.ofMinutes(10),
                        incident.snapshotWhole(),
                        incident.logWhole());
        facts.findings()
                .values()
                .forEach(finding -> {
                    finding.candidates()
                            .forEach(candidate -> objects.checkAll(candidate.tree(), checker));
                    if (!finding.hasPointerDamage()) {
                        finding.live().tree().ifPresent(tree -> objects.checkAll(tree, checker));
                    }
                });
        while (true) {
            switch (SiteDecision.decide(
                    facts, tree -> Prover.prove(tree, objects), circumstances)) {
                case SiteOutcome.Decided decided -> {
                    return decided;
                }
                case SiteOutcome.NeedsProof needs ->
                        needs.trees().forEach(tree -> objects.checkAll(tree, checker));
            }
        }
    }

    private Set<Optional<Id>> sites(Map<Id, Assessment> assessments) {
        Set<Optional<Id>> sites = new HashSet<>();
        liveSites.keySet().forEach(id -> sites.add(Optional.of(id)));
        assessments.values().forEach(assessment -> sites.add(assessment.site()));
        return sites;
    }

    private SiteFacts facts(Optional<Id> site, Map<Id, Assessment> assessments) {
        List<DeployRow> rows = new ArrayList<>();
        Map<Id, Assessment> findings = new TreeMap<>();
        for (Assessment assessment : assessments.values()) {
            DeployRow row = DeployRow.of(assessment, window);
            if (assessment.site().equals(site)) {
                rows.add(row);
                if (row.finding()) {
                    findings.put(row.id(), assessment);
                }
            } else if (site.filter(assessment.evidence().publishers().live()::contains)
                    .isPresent()) {
                rows.add(row.publishedBy(site.get()));
            }
        }
        rows.sort(
                Comparator.comparing((DeployRow row) -> row.createdAt().orElse(Instant.MAX))
                        .thenComparing(DeployRow::id)
                        .reversed());
        Optional<Site> live = site.map(liveSites::get);
        Optional<Site> before = site.map(snapshotSites::get);
        return new SiteFacts(
                site, live, before, live.or(() -> before).flatMap(this::updated), rows, findings);
    }

    private Optional<Instant> updated(Site site) {
        Optional<Instant> updated = site.updated();
        for (boolean ours = true; ours; ) {
            Optional<Instant> at = updated;
            Optional<Incident.SiteWrite> write =
                    incident.journal().stream()
                            .filter(w ->
                                    Id.of(w.site()).equals(site.id())
                                            && Optional.of(w.wrote()).equals(at))
                            .findFirst();
            ours = write.isPresent();
            updated = write.isPresent() ? write.get().replaced() : updated;
        }
        return updated;
    }

    private Evidence evidence(Id deploy) {
        Map<Id, Site> gone = new TreeMap<>(snapshotSites);
        gone.keySet().removeAll(liveSites.keySet());
        return new Evidence(
                Optional.ofNullable(snapshot.get(deploy)),
                Optional.ofNullable(log.get(deploy)),
                Optional.ofNullable(builds.get(deploy)),
                new Evidence.Publishers(publishers(liveSites, deploy), publishers(gone, deploy)));
    }

    private static List<Id> publishers(Map<Id, Site> sites, Id deploy) {
        return sites.values().stream()
                .filter(site -> site.published().filter(deploy::equals).isPresent())
                .map(Site::id)
                .toList();
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

    private void readBuilds() {
        Map<Id, Build> all = new TreeMap<>();
        incident.snapshot().builds().forEach(d -> put(all, Build.of(raw(d), NAMES), Build::id));
        incident.live().builds().forEach(d -> put(all, Build.of(raw(d), NAMES), Build::id));
        all.values()
                .forEach(build ->
                        build.deploy().ifPresent(deploy -> builds.putIfAbsent(deploy, build)));
    }

    private void readLog() {
        for (Incident.LogFile file : incident.log()) {
            for (String line : file.lines()) {
                entry(line)
                        .ifPresent(entry ->
                                log.merge(
                                        entry.deploy(),
                                        entry,
                                        (old, other) ->
                                                other.at().isBefore(old.at()) ? other : old));
            }
        }
    }

    private static Optional<LogEntry> entry(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            return Id.fromJson(node.path("deploy_id").toString())
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
        } catch (JacksonException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <T> void put(Map<Id, T> map, T value, java.util.function.Function<T, Id> id) {
        map.put(id.apply(value), value);
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, CODEC);
    }

    private record IncidentStore(Incident incident) implements ObjectStore {
        @Override
        public Fetched fetchTree(TreeId id, int limit) {
            String key = "trees/" + id.hex();
            byte[] bytes = incident.store().get(key);
            if (incident.unreadable().contains(key)) {
                return new Fetched.Unread("timed out");
            }
            return bytes == null ? new Fetched.Missing() : new Fetched.Present(bytes);
        }

        @Override
        public Digested digestBlob(String id) {
            String key = "blobs/" + id;
            byte[] bytes = incident.store().get(key);
            if (incident.unreadable().contains(key)) {
                return new Digested.Unread("timed out");
            }
            return bytes == null
                    ? new Digested.Missing()
                    : new Digested.Present(bytes.length, ObjectDigest.matches(id, bytes));
        }

        @Override
        public String description() {
            return "in memory";
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
