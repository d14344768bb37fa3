package dev.reconciler.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Small incidents, each from its seed alone: first a platform as it was, then its snapshot and log,
 * then what went wrong. Most deploys stay plausible, so that every remedy has work.
 */
public final class Generator {
    private static final Instant HISTORY = Instant.parse("2016-11-01T00:00:00Z");
    private static final Instant SNAPSHOT = Instant.parse("2017-02-02T09:00:00Z");
    private static final Instant LOG = Instant.parse("2017-02-02T08:30:00Z");
    private static final Instant FROM = Instant.parse("2017-02-02T17:17:00Z");
    private static final Instant TO = Instant.parse("2017-02-02T19:25:00Z");
    private static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");
    private static final int MOST_UNREADABLE = 3;

    /** What most deploys of an incident are. */
    private enum Flavour {
        ALL_SORTS,
        PRODUCTION_IN_THE_WINDOW,
        PREVIEWS
    }

    private final Chance chance;
    private final SampleIds ids;
    private final SampleDamage damage;
    private final IncidentBuilder incident = new IncidentBuilder();
    private final SampleStore store;
    private final SampleIds.Style siteIds;
    private final SampleIds.Style accountIds;
    private final SampleIds.Style deployIds;
    private final SampleIds.Style buildIds;
    private final boolean hasWindow;
    private final boolean isWild;
    private final Flavour flavour;

    private final List<BsonDocument> accounts = new ArrayList<>();
    private final List<BsonDocument> sites = new ArrayList<>();
    private final List<BsonDocument> deploys = new ArrayList<>();
    private final List<BsonDocument> builds = new ArrayList<>();
    private final List<String> trees = new ArrayList<>();

    private Generator(long seed) {
        this.chance = new Chance(seed);
        this.ids = new SampleIds(chance);
        this.damage = new SampleDamage(chance, ids);
        this.store = new SampleStore(chance, incident.store);
        this.siteIds = ids.style();
        this.accountIds = ids.style();
        this.deployIds = ids.style();
        this.buildIds = ids.style();
        this.hasWindow = chance.in100(82);
        this.isWild = chance.in100(25);
        this.flavour =
                chance.in100(64)
                        ? Flavour.ALL_SORTS
                        : chance.oneOf(Flavour.PRODUCTION_IN_THE_WINDOW, Flavour.PREVIEWS);
    }

    /** The incident of a seed: always the same. */
    public static Incident incident(long seed) {
        return new Generator(seed).generate();
    }

    private Incident generate() {
        window();
        times(chance.between(1, 4), this::account);
        times(
                chance.between(1, flavour == Flavour.ALL_SORTS ? chance.oneOf(2, 3, 6) : 2),
                this::site);
        times(chance.between(2, chance.oneOf(8, 14, 25)), this::deploy);
        sites.forEach(site -> publish(site, NOW));
        snapshot();
        deploys.forEach(this::log);
        junk();
        live();
        harmMetadata();
        harmStore();
        harmEvidence();
        harmSites();
        partlyRead();
        return incident.build();
    }

    private void times(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }

    private void window() {
        incident.now(NOW);
        incident.tiers(List.of("enterprise", "business", "starter"));
        if (hasWindow) {
            incident.from(FROM);
            if (chance.in100(80)) {
                incident.to(TO);
            }
        }
    }

    // ---- the platform as it was

    private void account() {
        BsonDocument account =
                new BsonDocument("_id", ids.next(accountIds, HISTORY))
                        .append("name", text("account"));
        if (chance.in100(90)) {
            account.append(
                    "plan",
                    text(chance.oneOf("enterprise", "business", "starter", "starter", "gold")));
        }
        accounts.add(account);
    }

    private void site() {
        BsonDocument site = new BsonDocument("_id", ids.next(siteIds, HISTORY));
        site.append("account_id", ids.reference(chance.oneOf(accounts).get("_id")))
                .append("name", text("site"));
        switch (chance.between(0, 19)) {
            case 0, 1 -> site.append("locked", BsonBoolean.TRUE);
            case 2 -> site.append("locked", chance.oneOf(new BsonString("no"), new BsonInt32(0)));
            case 3, 4, 5, 6 -> {}
            default -> site.append("locked", BsonBoolean.FALSE);
        }
        sites.add(site);
    }

    private void deploy() {
        Instant created = created();
        BsonDocument site = chance.oneOf(sites);
        BsonValue id =
                chance.in100(1) && isWild && noneHasNullId()
                        ? SampleIds.nullId()
                        : ids.next(deployIds, created);
        boolean isProduction = chance.in100(productionOf100());
        BsonDocument deploy =
                new BsonDocument("_id", id)
                        .append("site_id", ids.reference(site.get("_id")))
                        .append("account_id", ids.reference(site.get("account_id")))
                        .append(
                                "context",
                                text(
                                        isProduction
                                                ? "production"
                                                : chance.oneOf("deploy-preview", "branch-deploy")))
                        .append("created_at", SampleDamage.date(created))
                        .append("state", text(stateAt(created, isProduction)));
        if (isProduction || chance.in100(78)) {
            deploy.append("branch", text(isProduction ? "main" : chance.oneOf("pr-1", "pr-2")));
        }
        if (chance.in100(82)) {
            build(deploy, id, created);
        }
        lifecycle(deploy, created, isProduction);
        deploys.add(deploy);
    }

    private int productionOf100() {
        return switch (flavour) {
            case ALL_SORTS -> 75;
            case PRODUCTION_IN_THE_WINDOW -> 92;
            case PREVIEWS -> 25;
        };
    }

    private boolean noneHasNullId() {
        return deploys.stream().noneMatch(deploy -> deploy.get("_id").isNull());
    }

    /**
     * Mostly before the snapshot, or in the window; now and then at the very time of another
     * deploy.
     */
    private Instant created() {
        if (!deploys.isEmpty() && chance.in100(8)) {
            return time(chance.oneOf(deploys), "created_at").orElseThrow();
        }
        int kind = chance.between(flavour == Flavour.ALL_SORTS ? 0 : 40, 99);
        if (kind < 52) {
            return chance.between(HISTORY, SNAPSHOT);
        }
        if (kind < 66) {
            return chance.between(SNAPSHOT, FROM);
        }
        if (kind < 68) {
            return chance.oneOf(FROM, TO, FROM.minusMillis(1), TO.minusMillis(1));
        }
        return kind < 92 ? chance.between(FROM, TO) : chance.between(TO, NOW);
    }

    private String stateAt(Instant created, boolean isProduction) {
        if (isProduction && !created.isBefore(FROM) && chance.in100(60)) {
            return chance.oneOf(
                    "uploaded",
                    "prepared",
                    "processing",
                    "processed",
                    "processed",
                    "ready",
                    "building");
        }
        return chance.in100(78)
                ? "ready"
                : chance.in100(40)
                        ? chance.oneOf("error", "rejected")
                        : chance.oneOf(SampleDamage.STATES);
    }

    private void build(BsonDocument deploy, BsonValue id, Instant created) {
        String commit = chance.hex(40);
        deploy.append("commit_ref", text(commit));
        if (chance.in100(85) && !id.isNull()) {
            BsonDocument build =
                    new BsonDocument("_id", ids.next(buildIds, created))
                            .append("site_id", ids.reference(deploy.get("site_id")))
                            .append("deploy_id", ids.reference(id))
                            .append("sha", text(commit))
                            .append("context", deploy.get("context"))
                            .append(
                                    "created_at",
                                    SampleDamage.date(
                                            created.minusSeconds(chance.oneOf(0, 0, 7, 90))))
                            .append("done", BsonBoolean.TRUE);
            if (deploy.containsKey("branch")) {
                build.append("branch", deploy.get("branch"));
            }
            builds.add(build);
            deploy.append("build_id", ids.reference(build.get("_id")));
        }
    }

    private void lifecycle(BsonDocument deploy, Instant created, boolean isProduction) {
        String state = deploy.getString("state").getValue();
        boolean hasTree =
                Fields.WITH_POINTER.contains(state)
                        || chance.in100(state.equals("uploaded") ? 85 : 20);
        if (hasTree) {
            String tree = chance.in100(isWild ? 10 : 2) ? store.oddTree() : store.tree();
            trees.add(tree);
            deploy.append("tree_id", text(tree));
        }
        if (state.equals("ready") && chance.in100(isProduction ? 90 : 40)) {
            deploy.append(
                    "published_at",
                    SampleDamage.date(created.plusSeconds(chance.between(60, 600))));
        }
        if (state.equals("error")) {
            deploy.append("error_message", text("Build script returned non-zero exit code: 2"));
        }
        if (chance.in100(60)) {
            deploy.append("title", text("a title"));
        }
        if (chance.in100(20)) {
            deploy.append("locked", BsonBoolean.valueOf(chance.in100(30)))
                    .append("required", new BsonArray());
        }
        if (chance.in100(20)) {
            deploy.append("framework", chance.oneOf(text("hugo"), new BsonInt32(1)));
        }
        if (chance.in100(90)) {
            Instant soon = created.plusSeconds(chance.between(60, 900));
            boolean justNow = chance.in100(5);
            Instant updated =
                    justNow || soon.isAfter(NOW) ? NOW.minusSeconds(chance.between(0, 1100)) : soon;
            deploy.append("updated_at", SampleDamage.date(updated));
        }
    }

    /** A site publishes, as a rule, its newest production deploy that is ready. */
    private void publish(BsonDocument site, Instant at) {
        List<BsonDocument> ready =
                deploys.stream()
                        .filter(deploy -> isOf(site, deploy) && hasText(deploy, "state", "ready"))
                        .filter(deploy ->
                                hasText(deploy, "context", "production") || chance.in100(3))
                        .filter(deploy -> !deploy.get("_id").isNull())
                        .filter(deploy -> time(deploy, "created_at").orElseThrow().isBefore(at))
                        .sorted((a, b) ->
                                time(b, "created_at")
                                        .orElseThrow()
                                        .compareTo(time(a, "created_at").orElseThrow()))
                        .toList();
        site.remove("published_deploy_id");
        if (!ready.isEmpty() && chance.in100(94)) {
            BsonDocument deploy = chance.in100(75) ? ready.getFirst() : chance.oneOf(ready);
            site.put("published_deploy_id", ids.reference(deploy.get("_id")));
            Instant created = time(deploy, "created_at").orElseThrow();
            site.put("updated_at", SampleDamage.date(created.plusSeconds(chance.between(60, 600))));
        } else if (chance.in100(90)) {
            site.put("updated_at", SampleDamage.date(HISTORY));
        }
    }

    private boolean isOf(BsonDocument site, BsonDocument deploy) {
        return BsonOrder.same(site.get("_id"), deploy.get("site_id"));
    }

    // ---- what was saved of it

    private void snapshot() {
        Predicate<BsonDocument> wasThere =
                document -> time(document, "created_at").orElseThrow().isBefore(SNAPSHOT);
        deploys.stream().filter(wasThere).map(this::asItWas).forEach(incident.snapshotDeploys::add);
        builds.stream()
                .filter(wasThere)
                .map(BsonDocument::clone)
                .forEach(incident.snapshotBuilds::add);
        accounts.forEach(account -> incident.snapshotAccounts.add(account.clone()));
        for (BsonDocument site : sites) {
            BsonDocument was = site.clone();
            publish(was, SNAPSHOT);
            incident.snapshotSites.add(was);
        }
    }

    /** The platform changes lifecycle fields at any time. */
    private BsonDocument asItWas(BsonDocument deploy) {
        BsonDocument was = deploy.clone();
        if (chance.in100(12)) {
            was.put("state", text(chance.oneOf(SampleDamage.STATES)));
            was.put("title", text("an older title"));
            was.remove("published_at");
        }
        return was;
    }

    private void log(BsonDocument deploy) {
        Instant created = time(deploy, "created_at").orElseThrow();
        boolean covered = !created.isBefore(LOG) || chance.in100(15);
        if (Fields.get(deploy, "tree_id").isEmpty()
                || deploy.get("_id").isNull()
                || !covered
                || chance.in100(10)) {
            return;
        }
        boolean isLate = created.isBefore(FROM) && !created.isBefore(SNAPSHOT) && chance.in100(20);
        Instant at =
                isLate ? chance.between(FROM, TO) : created.plusSeconds(chance.between(10, 120));
        String tree = deploy.getString("tree_id").getValue();
        String line =
                line(at, deploy.get("_id"), Optional.of(deploy.get("site_id")), "\"" + tree + "\"");
        log(line);
        if (chance.in100(15)) {
            log(line);
        }
        if (chance.in100(10)) {
            Instant other =
                    chance.oneOf(at, at.plusSeconds(3600), at.plusSeconds(60), at.minusSeconds(60));
            String names =
                    chance.oneOf(
                            "\"" + chance.oneOf(trees) + "\"",
                            "\"" + chance.hex(64) + "\"",
                            "5",
                            "null",
                            "\"ABC\"");
            log(line(other, deploy.get("_id"), anySite(), names));
        }
    }

    private Optional<BsonValue> anySite() {
        return chance.in100(15)
                ? Optional.of(ids.stranger())
                : chance.in100(20) ? Optional.empty() : Optional.of(chance.oneOf(sites).get("_id"));
    }

    private String line(Instant at, BsonValue deploy, Optional<BsonValue> site, String tree) {
        String siteId =
                site.filter(s -> !chance.in100(5))
                        .map(s -> ",\"site_id\":" + Ids.json(ids.reference(s)))
                        .orElse("");
        String more = chance.in100(20) ? ",\"by\":\"builder-7\",\"n\":[1,{\"x\":null}]" : "";
        return "{\"at\":\""
                + at
                + "\",\"deploy_id\":"
                + Ids.json(ids.reference(deploy))
                + siteId
                + ",\"tree_id\":"
                + tree
                + more
                + "}";
    }

    private void log(String line) {
        incident.line(chance.oneOf("2017-02-02.jsonl", "2017-02-01.jsonl", "a.jsonl"), line);
    }

    private void junk() {
        if (chance.in100(25)) {
            log(
                    line(
                            SNAPSHOT.plusSeconds(9),
                            ids.next(deployIds, SNAPSHOT),
                            anySite(),
                            "\"" + chance.hex(40) + "\""));
        }
        if (chance.in100(8)) {
            log(
                    chance.oneOf(
                            "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":\""
                                    + chance.hex(24)
                                    + "\",\"tree",
                            "not json",
                            "[]",
                            "7",
                            "{\"at\":\"yesterday\",\"deploy_id\":\"x\",\"tree_id\":\""
                                    + chance.hex(40)
                                    + "\"}",
                            "{\"deploy_id\":\"x\",\"tree_id\":\"" + chance.hex(40) + "\"}",
                            "{\"at\":\"2017-02-02T10:00:00Z\",\"deploy_id\":null,\"tree_id\":\""
                                    + chance.hex(40)
                                    + "\"}"));
        }
        incident.log.values().forEach(chance::shuffle);
    }

    // ---- what went wrong

    private void live() {
        accounts.forEach(account -> incident.liveAccounts.add(account.clone()));
        sites.forEach(site -> incident.liveSites.add(site.clone()));
        builds.forEach(build -> incident.liveBuilds.add(build.clone()));
        for (BsonDocument deploy : deploys) {
            if (!chance.in100(4) || deploys.size() < 3) {
                incident.liveDeploys.add(deploy.clone());
            }
        }
    }

    private void harmMetadata() {
        List<BsonValue> siteIdsOfAll = sites.stream().map(site -> site.get("_id")).toList();
        int percent = isWild ? 45 : chance.oneOf(8, 20, 35);
        for (BsonDocument deploy : incident.liveDeploys) {
            if (chance.in100(percent)) {
                damage.metadata(deploy, siteIdsOfAll, trees);
            }
            if (chance.in100(4)) {
                sideline(deploy);
            }
            if (chance.in100(3)) {
                obscure(deploy);
            }
        }
        for (BsonDocument site : incident.liveSites) {
            if (chance.in100(22)) {
                published(site).ifPresent(this::harmPublished);
            }
        }
    }

    /** As an earlier plan left it. */
    private void sideline(BsonDocument deploy) {
        deploy.put("state", text("error"));
        deploy.put("error_message", text("deploy-reconciler: nobody knows its tree"));
        if (chance.in100(75)) {
            deploy.remove("tree_id");
        }
    }

    private Optional<BsonDocument> published(BsonDocument site) {
        return Fields.get(site, "published_deploy_id")
                .flatMap(id ->
                        incident.liveDeploys.stream()
                                .filter(deploy -> BsonOrder.same(deploy.get("_id"), id))
                                .findFirst());
    }

    /**
     * Loses a required identity field so that it cannot be had, or hardly, and another one that
     * can.
     */
    private void obscure(BsonDocument deploy) {
        String field = chance.oneOf("context", "context", "account_id", "site_id", "created_at");
        damage.lose(deploy, chance.oneOf(Fields.IDENTITY));
        damage.lose(deploy, field);
        if (field.equals("account_id") && chance.in100(50)) {
            incident.liveSites.forEach(site -> damage.lose(site, "account_id"));
        }
        if (field.equals("site_id") && chance.in100(40) && !deploy.get("_id").isNull()) {
            incident.liveSites.forEach(
                    site -> site.put("published_deploy_id", ids.reference(deploy.get("_id"))));
        }
        incident.snapshotDeploys.stream()
                .filter(was -> BsonOrder.same(was.get("_id"), deploy.get("_id")))
                .forEach(was -> damage.lose(was, field));
        List.of(incident.liveBuilds, incident.snapshotBuilds)
                .forEach(documents ->
                        documents.stream()
                                .filter(build ->
                                        BsonOrder.same(build.get("deploy_id"), deploy.get("_id")))
                                .forEach(build -> damage.lose(build, field)));
    }

    /** Leaves no evidence of its pointer that is of use, or nothing behind it. */
    private void harmPublished(BsonDocument deploy) {
        int kind = chance.between(0, 99);
        if (kind < 50) {
            damage.losePointer(deploy);
            forget(deploy);
        } else if (kind < 62) {
            obscure(deploy);
        } else {
            Fields.hexId(Fields.get(deploy, "tree_id"))
                    .ifPresent(tree -> store.damage(tree, chance.in100(30)));
        }
    }

    private void forget(BsonDocument deploy) {
        BsonValue id = deploy.get("_id");
        incident.snapshotDeploys.stream()
                .filter(was -> BsonOrder.same(was.get("_id"), id))
                .forEach(was -> damage.lose(was, "tree_id"));
        incident.log.values().forEach(lines -> lines.removeIf(line -> names(line, id)));
    }

    private static boolean names(String line, BsonValue deploy) {
        List<Incident.LogFile> alone = List.of(new Incident.LogFile("", List.of(line)));
        return PointerLog.read(alone).first().containsKey(deploy);
    }

    private void harmStore() {
        int percent = flavour == Flavour.PREVIEWS ? 25 : chance.oneOf(3, 10, 20);
        for (String tree : new TreeSet<>(trees)) {
            if (chance.in100(percent)) {
                store.damage(tree, chance.in100(50));
            }
        }
    }

    private void harmEvidence() {
        int percent = isWild ? 20 : 5;
        for (BsonDocument was : incident.snapshotDeploys) {
            if (chance.in100(percent)) {
                harmEvidence(was);
            }
            if (chance.in100(1)) {
                sideline(was);
            }
        }
        for (BsonDocument build : incident.liveBuilds) {
            if (chance.in100(percent)) {
                harmBuild(build);
            }
        }
        if (chance.in100(25)) {
            incident.liveBuilds.removeIf(build -> chance.in100(20));
        }
        if (chance.in100(20)) {
            anotherBuild();
        }
        if (chance.in100(6)) {
            incident.liveBuilds.clear();
            incident.snapshotBuilds.clear();
        }
        // A snapshot that holds a deploy from the window is refused before anything is looked at.
        incident.snapshotDeploys.removeIf(was ->
                time(was, "created_at").map(created -> !created.isBefore(FROM)).orElse(false));
    }

    private void harmEvidence(BsonDocument was) {
        switch (chance.between(0, 4)) {
            case 0 ->
                    damage.lose(
                            was,
                            chance.oneOf(
                                    List.copyOf(was.keySet()).stream()
                                            .filter(f -> !f.equals("_id"))
                                            .toList()));
            case 1 -> damage.retype(was, chance.oneOf(Fields.IDENTITY));
            case 2 ->
                    damage.retype(was, chance.oneOf("state", "title", "published_at", "required"));
            case 3 -> was.put("tree_id", chance.in100(60) ? damage.noPointer() : text(anyTree()));
            default -> damage.shift(was, "created_at");
        }
    }

    private String anyTree() {
        return trees.isEmpty() ? chance.hex(40) : chance.oneOf(trees);
    }

    private void harmBuild(BsonDocument build) {
        switch (chance.between(0, 5)) {
            case 0 -> build.put("sha", chance.oneOf(text(chance.hex(40)), new BsonInt32(5)));
            case 1 -> build.put("site_id", ids.reference(chance.oneOf(sites).get("_id")));
            case 2 -> damage.shift(build, "created_at");
            case 3 ->
                    build.put(
                            "context",
                            chance.oneOf(
                                    text("production"), text("deploy-preview"), new BsonInt32(5)));
            case 4 ->
                    damage.lose(
                            build,
                            chance.oneOf("sha", "site_id", "deploy_id", "context", "created_at"));
            default -> build.put("deploy_id", ids.reference(chance.oneOf(deploys).get("_id")));
        }
    }

    /** Of several builds of a deploy the one with the smallest id counts. */
    private void anotherBuild() {
        if (!incident.liveBuilds.isEmpty()) {
            BsonDocument build = chance.oneOf(incident.liveBuilds).clone();
            build.put("_id", ids.next(buildIds, chance.between(HISTORY, NOW)));
            build.put("sha", text(chance.hex(40)));
            (chance.in100(50) ? incident.liveBuilds : incident.snapshotBuilds).add(build);
        }
    }

    private void harmSites() {
        for (BsonDocument site : incident.liveSites) {
            if (chance.in100(22)) {
                harm(site);
            }
            if (chance.in100(10)) {
                journal(site);
            }
        }
        lose(incident.liveSites, incident.snapshotSites, 5);
        lose(incident.liveAccounts, incident.snapshotAccounts, 4);
        incident.snapshotSites.stream()
                .filter(was -> chance.in100(5))
                .forEach(was -> was.put("locked", BsonBoolean.TRUE));
    }

    private void harm(BsonDocument site) {
        switch (chance.between(0, 9)) {
            case 0 ->
                    site.put(
                            "published_deploy_id", chance.in100(70) ? anyDeploy() : ids.stranger());
            case 1 -> damage.lose(site, "published_deploy_id");
            case 2 ->
                    site.put(
                            "account_id",
                            chance.oneOf(ids.stranger(), chance.oneOf(accounts).get("_id")));
            case 3 -> damage.lose(site, chance.oneOf("account_id", "locked", "updated_at"));
            case 4 ->
                    site.put(
                            "updated_at",
                            chance.oneOf(new BsonInt32(3), text("2017-02-02T10:00:00Z")));
            case 5 ->
                    site.put(
                            "updated_at",
                            deploys.stream()
                                    .map(deploy -> deploy.getDateTime("created_at"))
                                    .max(BsonOrder.ORDER)
                                    .orElseThrow());
            case 6, 7 -> site.put("updated_at", SampleDamage.date(chance.between(FROM, NOW)));
            default -> site.put("updated_at", SampleDamage.date(HISTORY));
        }
    }

    private BsonValue anyDeploy() {
        return ids.reference(chance.oneOf(deploys).get("_id"));
    }

    /** An earlier plan wrote to the site, perhaps twice. */
    private void journal(BsonDocument site) {
        Optional<Instant> before = time(site, "updated_at");
        Instant first = NOW.minus(Duration.ofMinutes(chance.between(5, 60)));
        incident.wrote(site.get("_id"), first, before.filter(b -> chance.in100(85)));
        Instant last = first;
        if (chance.in100(30)) {
            last = first.plusSeconds(30);
            incident.wrote(site.get("_id"), last, Optional.of(first));
        }
        site.put("updated_at", SampleDamage.date(chance.in100(85) ? last : last.plusSeconds(1)));
    }

    /** Gone from the live platform, and of those some from the snapshot too; one always stays. */
    private void lose(List<BsonDocument> live, List<BsonDocument> snapshot, int percent) {
        for (BsonDocument document : List.copyOf(live)) {
            if (live.size() > 1 && chance.in100(percent)) {
                live.remove(document);
                if (chance.in100(30)) {
                    snapshot.removeIf(was -> BsonOrder.same(was.get("_id"), document.get("_id")));
                }
            }
        }
    }

    // ---- what could not be read

    private void partlyRead() {
        if (chance.in100(14)) {
            unreadable();
        }
        if (chance.in100(4)) {
            incident.logNotWhole();
            incident.log.values().forEach(lines -> lines.removeIf(line -> chance.in100(40)));
        }
        if (chance.in100(4)) {
            incident.snapshotNotWhole();
            incident.snapshotDeploys.removeIf(was -> chance.in100(30));
            leaveNothingElseOpen();
        }
    }

    private void unreadable() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < chance.between(1, 2) && !trees.isEmpty(); i++) {
            keys.addAll(store.keys(chance.oneOf(trees)));
        }
        chance.shuffle(keys);
        keys.stream()
                .filter(key -> store.isSizeCertain(key) && (store.isRight(key) || chance.in100(30)))
                .distinct()
                .limit(chance.between(1, MOST_UNREADABLE))
                .forEach(incident.unreadable::add);
    }

    /**
     * Of a snapshot that was not read whole only what it holds of deploys is open: the rest is in
     * the live database.
     */
    private void leaveNothingElseOpen() {
        Set<BsonValue> live = new TreeSet<>(BsonOrder.ORDER);
        List.of(incident.liveSites, incident.liveAccounts, incident.liveBuilds)
                .forEach(documents -> documents.forEach(document -> live.add(document.get("_id"))));
        List.of(incident.snapshotSites, incident.snapshotAccounts, incident.snapshotBuilds)
                .forEach(documents -> documents.removeIf(was -> !live.contains(was.get("_id"))));
        incident.liveSites.stream()
                .filter(site -> !site.containsKey("locked"))
                .forEach(site -> site.put("locked", BsonBoolean.FALSE));
    }

    // ---- words

    private static BsonString text(String text) {
        return new BsonString(text);
    }

    private static boolean hasText(BsonDocument document, String field, String text) {
        return Fields.string(Fields.get(document, field)).equals(Optional.of(text));
    }

    private static Optional<Instant> time(BsonDocument document, String field) {
        return Fields.get(document, field)
                .filter(BsonValue::isDateTime)
                .map(value -> Instant.ofEpochMilli(((BsonDateTime) value).getValue()));
    }
}
