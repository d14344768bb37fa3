package dev.reconciler.told;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A site of {@code acme}, not locked, and last updated long ago, unless something else is said. */
public final class ToldSite {
    private final ToldIncident incident;
    private final String name;
    private final BsonDocument live;
    private final BsonDocument snapshot;
    private boolean gone;
    private boolean unknown;

    ToldSite(ToldIncident incident, String name) {
        this.incident = incident;
        this.name = name;
        this.live =
                new BsonDocument("_id", new BsonString(name))
                        .append("account_id", new BsonString("acme"))
                        .append("name", new BsonString(name))
                        .append("locked", BsonBoolean.FALSE)
                        .append("updated_at", date(When.longAgo().minusSeconds(86_400)));
        this.snapshot = live.clone();
    }

    /**
     * A production deploy that was live, with an intact tree of its own, and what is said besides.
     */
    public ToldSite deploy(String deploy, Trait... traits) {
        new ToldDeploy(incident, name, deploy).with(traits).write();
        return this;
    }

    public ToldSite publishes(String deploy) {
        live.put("published_deploy_id", incident.id(deploy).value());
        return this;
    }

    /** It serves a deploy that nobody has told of. */
    public ToldSite publishesStranger(String id) {
        live.put("published_deploy_id", new BsonString(id));
        return this;
    }

    /** What it published when the snapshot was taken. */
    public ToldSite published(String deploy) {
        snapshot.put("published_deploy_id", incident.id(deploy).value());
        return this;
    }

    public ToldSite locked() {
        return has("locked", BsonBoolean.TRUE);
    }

    public ToldSite wasLocked() {
        snapshot.put("locked", BsonBoolean.TRUE);
        return this;
    }

    public ToldSite updated(Instant at) {
        return has("updated_at", date(at));
    }

    public ToldSite has(String field, BsonValue value) {
        live.put(field, value);
        return this;
    }

    public ToldSite lacks(String field) {
        live.remove(field);
        return this;
    }

    /** An earlier plan of ours wrote to it. */
    public ToldSite wroteOurselves(Instant at, Instant replaced) {
        incident.documents.wrote(live.get("_id"), at, Optional.of(replaced));
        return updated(at);
    }

    /** Only the snapshot has it. */
    public ToldSite gone() {
        gone = true;
        return this;
    }

    /** Not even the snapshot has it. */
    public ToldSite unknown() {
        gone = true;
        unknown = true;
        return this;
    }

    void write() {
        if (!gone) {
            incident.documents.liveSites.add(live);
        }
        if (!unknown) {
            incident.documents.snapshotSites.add(snapshot);
        }
    }

    private static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }
}
