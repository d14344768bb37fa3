package dev.reconciler.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The live database beside the snapshot, by id. */
final class Platform {
    final Incident incident;
    final PointerLog log;
    final SortedMap<BsonValue, BsonDocument> deploys;
    final SortedMap<BsonValue, BsonDocument> snapshotDeploys;
    final SortedMap<BsonValue, BsonDocument> liveSites;

    /** The live document, or the snapshot's where the live one is gone. */
    final SortedMap<BsonValue, BsonDocument> sites;

    private final SortedMap<BsonValue, BsonDocument> snapshotSites;
    private final SortedMap<BsonValue, BsonDocument> accounts;
    private final SortedMap<BsonValue, BsonDocument> buildOf;
    private final Set<Integer> siteTypes;
    private final Set<Integer> accountTypes;
    private final Set<Integer> buildTypes;

    Platform(Incident incident) {
        this.incident = incident;
        this.log = PointerLog.read(incident.log());
        this.deploys = byId(incident.live().deploys());
        this.snapshotDeploys = byId(incident.snapshot().deploys());
        this.liveSites = byId(incident.live().sites());
        this.snapshotSites = byId(incident.snapshot().sites());
        this.sites = either(incident.live().sites(), incident.snapshot().sites());
        this.accounts = either(incident.live().accounts(), incident.snapshot().accounts());
        SortedMap<BsonValue, BsonDocument> builds =
                either(incident.live().builds(), incident.snapshot().builds());
        this.buildOf = new TreeMap<>(BsonOrder.ORDER);
        builds.values()
                .forEach(build ->
                        Fields.get(build, "deploy_id")
                                .ifPresent(d -> buildOf.putIfAbsent(d, build)));
        this.siteTypes = types(sites);
        this.accountTypes = types(accounts);
        this.buildTypes = types(builds);
    }

    private static SortedMap<BsonValue, BsonDocument> byId(List<BsonDocument> documents) {
        SortedMap<BsonValue, BsonDocument> byId = new TreeMap<>(BsonOrder.ORDER);
        documents.forEach(document -> byId.put(document.get("_id"), document));
        return byId;
    }

    private static SortedMap<BsonValue, BsonDocument> either(
            List<BsonDocument> live, List<BsonDocument> snapshot) {
        SortedMap<BsonValue, BsonDocument> byId = byId(snapshot);
        live.forEach(document -> {
            byId.remove(document.get("_id"));
            byId.put(document.get("_id"), document);
        });
        return byId;
    }

    private static Set<Integer> types(SortedMap<BsonValue, BsonDocument> documents) {
        Set<Integer> types = new HashSet<>();
        documents.keySet().forEach(id -> types.add(BsonOrder.bracket(id)));
        return types;
    }

    /** D's build: of several the one with the smallest id. */
    Optional<BsonDocument> buildOf(BsonValue deploy) {
        return Optional.ofNullable(buildOf.get(deploy));
    }

    Optional<BsonDocument> site(BsonValue site) {
        return Optional.ofNullable(sites.get(site));
    }

    Optional<BsonDocument> account(BsonValue account) {
        return Optional.ofNullable(accounts.get(account));
    }

    /** Whether a value has the type that the field must have. */
    boolean hasType(String field, BsonValue value) {
        return switch (field) {
            case "site_id" -> isIdOf(siteTypes, value);
            case "account_id" -> isIdOf(accountTypes, value);
            case "build_id" -> isIdOf(buildTypes, value);
            case "context", "branch", "commit_ref", "state", "title", "error_message" ->
                    value.isString();
            case "created_at", "updated_at", "published_at" -> value.isDateTime();
            case "locked" -> value.isBoolean();
            case "required" -> value.isArray();
            default -> throw new IllegalArgumentException("no known field: " + field);
        };
    }

    private static boolean isIdOf(Set<Integer> types, BsonValue value) {
        return types.isEmpty() || types.contains(BsonOrder.bracket(value));
    }

    /** The live sites that publish a deploy now. */
    List<BsonValue> publishers(BsonValue deploy) {
        return publishers(liveSites, deploy);
    }

    /** The one site that publishes a deploy, be it live or, where it is gone, in the snapshot. */
    Optional<BsonValue> onePublisher(BsonValue deploy) {
        List<BsonValue> publishers = publishers(sites, deploy);
        return publishers.size() == 1 ? Optional.of(publishers.getFirst()) : Optional.empty();
    }

    private static List<BsonValue> publishers(
            SortedMap<BsonValue, BsonDocument> sites, BsonValue deploy) {
        List<BsonValue> publishers = new ArrayList<>();
        sites.forEach((id, site) ->
                Fields.get(site, "published_deploy_id")
                        .filter(published -> BsonOrder.same(published, deploy))
                        .ifPresent(published -> publishers.add(id)));
        return publishers;
    }

    /** Of a site that is gone, whether it was locked. */
    boolean isLocked(BsonValue site) {
        Optional<BsonValue> locked = Fields.get(site(site), "locked");
        Optional<BsonValue> snapshot =
                Fields.get(Optional.ofNullable(snapshotSites.get(site)), "locked");
        boolean isFalse = locked.equals(Optional.of(BsonBoolean.FALSE));
        boolean isAbsent = locked.isEmpty() && !snapshot.equals(Optional.of(BsonBoolean.TRUE));
        return !(isFalse || isAbsent);
    }

    /**
     * Whether its owner may have changed the site since then; our own writes aside. A journal that
     * goes in a circle does not say when, which counts as since.
     */
    boolean wasUpdatedSince(BsonValue site, Instant then) {
        Optional<Instant> updated =
                Fields.date(site(site).flatMap(s -> Fields.get(s, "updated_at")));
        for (int step = 0; step < incident.journal().size(); step++) {
            Optional<Incident.SiteWrite> ours = ourWrite(site, updated);
            updated = ours.isPresent() ? ours.get().replaced() : updated;
        }
        boolean isCircle = ourWrite(site, updated).isPresent();
        return isCircle || updated.isEmpty() || !updated.get().isBefore(then);
    }

    private Optional<Incident.SiteWrite> ourWrite(BsonValue site, Optional<Instant> updated) {
        return incident.journal().stream()
                .filter(write ->
                        BsonOrder.same(write.site(), site)
                                && updated.equals(Optional.of(write.wrote())))
                .findFirst();
    }

    boolean publishedInSnapshot(BsonValue site) {
        return Fields.get(Optional.ofNullable(snapshotSites.get(site)), "published_deploy_id")
                .isPresent();
    }

    /** The tier of an account: its plan, or the lowest. */
    String tier(Optional<BsonValue> account) {
        Optional<String> plan =
                account.flatMap(this::account).flatMap(a -> Fields.string(Fields.get(a, "plan")));
        return plan.filter(incident.tiers()::contains).orElse(incident.tiers().getLast());
    }
}
