package dev.reconciler.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/** One invented site with its deploys in the making, before and after the incident. */
final class SiteHistory {
    private final int index;
    private final Invention invention;
    private final SplittableRandom chance;
    private final BsonDocument account;
    private final BsonDocument was;
    private final BsonDocument live;
    private final List<DeployCase> deploys = new ArrayList<>();
    private final Map<String, byte[]> objects = new LinkedHashMap<>();
    private Optional<DeployCase> published = Optional.empty();
    private Optional<DeployCase> publishedAfter = Optional.empty();
    private boolean isNew;
    private boolean down;

    SiteHistory(Invention invention, int index) {
        this.invention = invention;
        this.index = index;
        this.chance = invention.chance(index);
        this.account = invention.account(index);
        Instant born = Times.BEGIN.minus(Duration.ofDays(1 + index % 300L)).plusSeconds(index);
        String name = Words.site(index);
        this.was =
                new BsonDocument("_id", Ids.at(born, chance))
                        .append("account_id", account.get("_id"))
                        .append("name", new BsonString(name))
                        .append("notification_email", new BsonString("web@" + name + ".example"))
                        .append("custom_domain", new BsonString("www." + name + ".example"))
                        .append("updated_at", DeployCase.date(born));
        this.live = was.clone();
    }

    // ---- deploys

    /**
     * A sound production deploy: built from git, with a tree that others share, ready, once live.
     */
    DeployCase production(Instant at) {
        return production(at, Ids.at(at, chance));
    }

    DeployCase production(Instant at, BsonValue id) {
        Instant done = at.plusSeconds(90 + chance.nextInt(240));
        BsonDocument was =
                new BsonDocument("_id", id)
                        .append("site_id", id())
                        .append("account_id", account.get("_id"))
                        .append("build_id", Ids.at(at, chance))
                        .append("context", new BsonString("production"))
                        .append("branch", new BsonString("main"))
                        .append("commit_ref", new BsonString(Ids.commit(chance)))
                        .append("created_at", DeployCase.date(at))
                        .append(
                                "tree_id",
                                new BsonString(
                                        invention
                                                .trees()
                                                .version(
                                                        index,
                                                        chance.nextInt(SampleTrees.VERSIONS))))
                        .append("state", new BsonString("ready"))
                        .append("title", new BsonString(Words.title(chance)))
                        .append("updated_at", DeployCase.date(done))
                        .append("published_at", DeployCase.date(done))
                        .append("required", new BsonArray())
                        .append("deploy_time", new BsonInt32(20 + chance.nextInt(200)))
                        .append("framework", new BsonString("plain"));
        DeployCase deploy = new DeployCase(was, at);
        deploys.add(deploy);
        return deploy;
    }

    /** A sound preview of a branch that no other deploy has. */
    DeployCase preview(Instant at) {
        return production(at).preview(Words.branch(chance) + "-" + deploys.size());
    }

    /** The site publishes this one, since the moment that it was done. */
    DeployCase publishes(DeployCase deploy) {
        live.put("published_deploy_id", deploy.id());
        live.put("updated_at", deploy.was().get("updated_at"));
        published = Optional.of(deploy);
        publishedAfter = published;
        return deploy;
    }

    /** Once the plan is applied. */
    void publishesThen(DeployCase deploy) {
        publishedAfter = Optional.of(deploy);
    }

    /** What it published when the snapshot was taken; unless told, what it publishes now. */
    void published(DeployCase deploy) {
        was.put("published_deploy_id", deploy.id());
        was.put("updated_at", deploy.was().get("updated_at"));
    }

    // ---- the site

    SiteHistory locked() {
        was.put("locked", BsonBoolean.TRUE);
        live.put("locked", BsonBoolean.TRUE);
        return this;
    }

    /** Its owner changed something. */
    void updated(Instant at) {
        live.put("updated_at", DeployCase.date(at));
    }

    /** Points at a deploy that is not its own, or not there. */
    void pointsAt(BsonValue deploy) {
        live.put("published_deploy_id", deploy);
    }

    /** Made after the snapshot. */
    void isNew() {
        isNew = true;
    }

    /** Is down once the plan is applied. */
    void down() {
        down = true;
    }

    /** A tree that no other deploy has, written to the store. */
    TreeWriter.Tree uniqueTree() {
        return SampleTrees.unique(
                index, Words.site(index) + " no. " + deploys.size(), objects::put);
    }

    void lose(TreeWriter.Tree tree, String path) {
        objects.remove(key(tree, path));
    }

    /** The object is there, with a byte of another. */
    void corrupt(TreeWriter.Tree tree, String path) {
        objects.computeIfPresent(
                key(tree, path),
                (key, bytes) -> {
                    byte[] other = bytes.clone();
                    other[other.length / 2] ^= 1;
                    return other;
                });
    }

    private static String key(TreeWriter.Tree tree, String path) {
        return Optional.ofNullable(tree.keys().get(path)).orElseThrow();
    }

    // ---- what others ask

    int index() {
        return index;
    }

    /**
     * Whether the migration hits the next deploy of the day: it began with the newest and took more
     * of them.
     */
    boolean isHit() {
        return chance.nextInt(6) == 0;
    }

    SplittableRandom chance() {
        return chance;
    }

    BsonObjectId id() {
        return was.getObjectId("_id");
    }

    BsonValue accountId() {
        return account.get("_id");
    }

    SampleTrees trees() {
        return invention.trees();
    }

    /** A quiet site, for a deploy to be on instead. */
    SiteHistory neighbour() {
        return new SiteHistory(invention, 0);
    }

    List<DeployCase> deploys() {
        return deploys;
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    Optional<BsonDocument> snapshot() {
        if (!was.containsKey("published_deploy_id") && publishedBefore().isPresent()) {
            published(publishedBefore().get());
        }
        return isNew ? Optional.empty() : Optional.of(was);
    }

    private Optional<DeployCase> publishedBefore() {
        return published.filter(deploy -> deploy.snapshot().isPresent());
    }

    BsonDocument live() {
        return live;
    }

    boolean isDown() {
        return down;
    }

    /** What it must publish once the plan is applied; null for nothing. */
    BsonValue after() {
        return publishedAfter
                .map(DeployCase::id)
                .orElseGet(() -> live.get("published_deploy_id", BsonNull.VALUE));
    }

    /** What is right for each of its deploys that needs something. */
    List<Known> known() {
        return deploys.stream()
                .flatMap(deploy ->
                        deploy.known(published.filter(deploy::equals).isPresent()).stream())
                .toList();
    }
}
