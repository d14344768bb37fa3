package dev.reconciler.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * An incident in the making: everything is read whole and there is no window until something else
 * is said.
 */
public final class IncidentBuilder {
    public final List<BsonDocument> liveDeploys = new ArrayList<>();
    public final List<BsonDocument> liveSites = new ArrayList<>();
    public final List<BsonDocument> liveAccounts = new ArrayList<>();
    public final List<BsonDocument> liveBuilds = new ArrayList<>();
    public final List<BsonDocument> snapshotDeploys = new ArrayList<>();
    public final List<BsonDocument> snapshotSites = new ArrayList<>();
    public final List<BsonDocument> snapshotAccounts = new ArrayList<>();
    public final List<BsonDocument> snapshotBuilds = new ArrayList<>();
    public final SortedMap<String, List<String>> log = new TreeMap<>();
    public final SortedMap<String, byte[]> store = new TreeMap<>();
    public final SortedSet<String> unreadable = new TreeSet<>();
    public final List<Incident.SiteWrite> journal = new ArrayList<>();
    private boolean snapshotWhole = true;
    private boolean logWhole = true;
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> to = Optional.empty();
    private Instant now = Instant.parse("2017-02-02T20:30:00Z");
    private List<String> tiers = List.of("enterprise", "business", "pro", "starter");

    /** The same incident once more, to be changed: its documents are copies. */
    public static IncidentBuilder of(Incident incident) {
        IncidentBuilder copy = new IncidentBuilder();
        copy(incident.live().deploys(), copy.liveDeploys);
        copy(incident.live().sites(), copy.liveSites);
        copy(incident.live().accounts(), copy.liveAccounts);
        copy(incident.live().builds(), copy.liveBuilds);
        copy(incident.snapshot().deploys(), copy.snapshotDeploys);
        copy(incident.snapshot().sites(), copy.snapshotSites);
        copy(incident.snapshot().accounts(), copy.snapshotAccounts);
        copy(incident.snapshot().builds(), copy.snapshotBuilds);
        incident.log().forEach(file -> copy.log.put(file.name(), new ArrayList<>(file.lines())));
        copy.store.putAll(incident.store());
        copy.unreadable.addAll(incident.unreadable());
        copy.journal.addAll(incident.journal());
        copy.snapshotWhole = incident.snapshotWhole();
        copy.logWhole = incident.logWhole();
        copy.from = incident.from();
        copy.to = incident.to();
        copy.now = incident.now();
        copy.tiers = incident.tiers();
        return copy;
    }

    private static void copy(List<BsonDocument> from, List<BsonDocument> to) {
        from.forEach(document -> to.add(document.clone()));
    }

    public IncidentBuilder snapshotNotWhole() {
        snapshotWhole = false;
        return this;
    }

    public IncidentBuilder logNotWhole() {
        logWhole = false;
        return this;
    }

    /** A window that is still open. */
    public IncidentBuilder from(Instant first) {
        from = Optional.of(first);
        return this;
    }

    public IncidentBuilder to(Instant safe) {
        to = Optional.of(safe);
        return this;
    }

    public IncidentBuilder now(Instant time) {
        now = time;
        return this;
    }

    /**
     * @param highestFirst plans of accounts; any other plan counts as the last
     */
    public IncidentBuilder tiers(List<String> highestFirst) {
        tiers = List.copyOf(highestFirst);
        return this;
    }

    public IncidentBuilder line(String file, String line) {
        log.computeIfAbsent(file, name -> new ArrayList<>()).add(line);
        return this;
    }

    public IncidentBuilder wrote(BsonValue site, Instant updatedAt, Optional<Instant> replaced) {
        journal.add(new Incident.SiteWrite(site, updatedAt, replaced));
        return this;
    }

    public Incident build() {
        List<Incident.LogFile> files = new ArrayList<>();
        log.forEach((name, lines) -> files.add(new Incident.LogFile(name, List.copyOf(lines))));
        return new Incident(
                new Incident.Database(
                        List.copyOf(liveDeploys),
                        List.copyOf(liveSites),
                        List.copyOf(liveAccounts),
                        List.copyOf(liveBuilds)),
                new Incident.Database(
                        List.copyOf(snapshotDeploys),
                        List.copyOf(snapshotSites),
                        List.copyOf(snapshotAccounts),
                        List.copyOf(snapshotBuilds)),
                snapshotWhole,
                files,
                logWhole,
                new TreeMap<>(store),
                Set.copyOf(unreadable),
                from,
                to,
                now,
                tiers,
                List.copyOf(journal));
    }
}
