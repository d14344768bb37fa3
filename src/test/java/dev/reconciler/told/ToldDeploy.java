package dev.reconciler.told;

import dev.reconciler.model.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A deploy in the making: first as the platform made it, then what became of it and of its
 * evidence.
 */
final class ToldDeploy {
    final ToldIncident incident;
    final String name;
    BsonValue id;
    Instant created;

    /** The content of its tree. */
    String content;

    BsonDocument live;
    BsonDocument snapshot = new BsonDocument();
    BsonDocument build = new BsonDocument();
    boolean inSnapshot;
    boolean isGone;
    boolean buildIsGone;
    final List<String> logged = new ArrayList<>();

    ToldDeploy(ToldIncident incident, String site, String name) {
        this.incident = incident;
        this.name = name;
        this.id = new BsonString(name);
        this.content = name;
        this.created = incident.next();
        this.live =
                new BsonDocument("site_id", new BsonString(site))
                        .append("account_id", new BsonString("acme"))
                        .append("context", new BsonString("production"))
                        .append("state", new BsonString("ready"))
                        .append("published_at", new BsonDateTime(0));
    }

    ToldDeploy with(Trait... traits) {
        List<Trait> all = List.of(traits);
        all.stream().filter(Trait::madeSo).forEach(trait -> trait.say().accept(this));
        make();
        all.stream().filter(trait -> !trait.madeSo()).forEach(trait -> trait.say().accept(this));
        return this;
    }

    private void make() {
        BsonDocument fields = live;
        live = new BsonDocument("_id", id);
        live.putAll(fields);
        live.put("created_at", date(created));
        live.putIfAbsent("updated_at", date(created.plusSeconds(60)));
        live.putIfAbsent("tree_id", new BsonString(incident.putTree(content)));
        if (live.isDateTime("published_at")) {
            live.put("published_at", date(created.plusSeconds(60)));
        }
        if (live.get("tree_id").isNull()) {
            live.remove("tree_id");
        }
        inSnapshot = When.isInSnapshot(created);
        snapshot = live.clone();
        if (live.containsKey("commit_ref")) {
            build = build();
            live.put("build_id", build.get("_id"));
            snapshot.put("build_id", build.get("_id"));
        }
        if (When.isInLog(created) && live.containsKey("tree_id")) {
            log(created, Optional.of(live.get("site_id")), live.getString("tree_id").getValue());
        }
    }

    private BsonDocument build() {
        BsonDocument document =
                new BsonDocument("_id", new BsonString("build of " + name))
                        .append("deploy_id", id)
                        .append("site_id", live.get("site_id"))
                        .append("sha", live.get("commit_ref"))
                        .append("context", live.get("context"))
                        .append("created_at", live.get("created_at"));
        if (live.containsKey("branch")) {
            document.append("branch", live.get("branch"));
        }
        return document;
    }

    void log(Instant at, Optional<BsonValue> site, String tree) {
        String ofSite = site.map(s -> ",\"site_id\":" + Id.of(s).json()).orElse("");
        logged.add(
                "{\"at\":\"%s\",\"deploy_id\":%s%s,\"tree_id\":\"%s\"}"
                        .formatted(at, Id.of(id).json(), ofSite, tree));
    }

    void write() {
        incident.named(name, Id.of(id));
        if (!isGone) {
            incident.documents.liveDeploys.add(live);
        }
        if (inSnapshot) {
            incident.documents.snapshotDeploys.add(snapshot);
        }
        if (!build.isEmpty()) {
            (buildIsGone ? incident.documents.snapshotBuilds : incident.documents.liveBuilds)
                    .add(build);
        }
        logged.forEach(line -> incident.documents.line("pointers.jsonl", line));
    }

    static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }
}
