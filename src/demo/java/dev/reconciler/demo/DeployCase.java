package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * One deploy in the making: first as the platform wrote it, then as the incident left it, then what
 * is right for it. Its methods are called in this order and return the deploy, so that a case reads
 * as a sentence.
 */
final class DeployCase {
    private static final List<String> IDENTITY =
            List.of(
                    "site_id",
                    "account_id",
                    "build_id",
                    "context",
                    "branch",
                    "commit_ref",
                    "created_at");
    private static final List<String> LIFECYCLE =
            List.of("state", "title", "error_message", "published_at", "locked", "required");

    private final BsonDocument was;
    private final BsonDocument live;
    private final Instant at;
    private final List<String> log = new ArrayList<>();
    private boolean inSnapshot;
    private boolean inLive = true;
    private boolean built = true;
    private boolean logged;
    private boolean elsewhere;
    private Optional<BsonDocument> entry = Optional.empty();
    private final SortedMap<String, BsonValue> after = new TreeMap<>();

    /**
     * @param was the whole document, undamaged
     */
    DeployCase(BsonDocument was, Instant at) {
        this.was = was;
        this.live = was.clone();
        this.at = at;
        this.inSnapshot = at.isBefore(Times.SNAPSHOT);
        this.logged = !at.isBefore(Times.LOG);
    }

    // ---- as the platform wrote it

    DeployCase preview(String branch) {
        return both("context", new BsonString("deploy-preview"))
                .both("branch", new BsonString(branch));
    }

    /** Uploaded by hand: nobody knows a commit. */
    DeployCase manual() {
        List.of("build_id", "branch", "commit_ref").forEach(this::neither);
        built = false;
        return this;
    }

    /** Not live yet, or never. */
    DeployCase state(String state) {
        neither("published_at");
        return both("state", new BsonString(state));
    }

    DeployCase tree(String id) {
        return both("tree_id", new BsonString(id));
    }

    DeployCase withoutTree() {
        return neither("tree_id");
    }

    /** Failed on its own account, long before the incident. */
    DeployCase failed() {
        return withoutTree()
                .state("error")
                .both("error_message", new BsonString("the build ended with status 2"));
    }

    DeployCase both(String field, BsonValue value) {
        was.put(field, value);
        live.put(field, value);
        return this;
    }

    private DeployCase neither(String field) {
        was.remove(field);
        live.remove(field);
        return this;
    }

    DeployCase unlogged() {
        logged = false;
        return this;
    }

    /** Named by the log a second time, with another tree. */
    DeployCase loggedAgain(Instant when, String tree) {
        log.add(line(when, tree));
        return this;
    }

    // ---- as the incident left it

    /** All that the migration leaves of a document that it overwrites. */
    DeployCase wiped() {
        live.keySet().retainAll(List.of("_id"));
        live.append("schema_version", new BsonInt32(3))
                .append("migrated_at", date(Times.day(17, 30)));
        return this;
    }

    DeployCase set(String field, BsonValue value) {
        live.put(field, value);
        return this;
    }

    DeployCase unset(String... fields) {
        Arrays.asList(fields).forEach(live::remove);
        return this;
    }

    DeployCase deleted() {
        inLive = false;
        return this;
    }

    // ---- what is right for it

    /**
     * @param damage kinds, sorted
     */
    DeployCase gets(String remedy, String... damage) {
        BsonDocument json = new BsonDocument("deploy", new BsonString(Id.of(id()).text()));
        json.put("site", new BsonString(Id.of(was.get("site_id")).text()));
        json.put("account", new BsonString(Id.of(was.get("account_id")).text()));
        json.put("damage", new BsonArray(Arrays.stream(damage).map(BsonString::new).toList()));
        json.put("remedy", new BsonString(remedy));
        json.put("sidelined", BsonBoolean.FALSE);
        entry = Optional.of(json);
        return this;
    }

    /** Becomes what it was. @param lost fields that nobody remembers */
    DeployCase restored(String source, String... lost) {
        said().put("source", new BsonString(source));
        said().put("tree", was.getString("tree_id"));
        return restoredWithoutPointer(lost);
    }

    DeployCase restoredWithoutPointer(String... lost) {
        IDENTITY.forEach(this::asItWas);
        LIFECYCLE.forEach(this::asItWas);
        asItWas("tree_id");
        Arrays.asList(lost).forEach(field -> after.put(field, BsonNull.VALUE));
        return this;
    }

    /**
     * Restored from the log and its build, which know nothing of its title or of when it went live.
     */
    DeployCase restoredFromLog() {
        return restored(
                        "pointer-log",
                        "title",
                        "published_at",
                        "required",
                        "error_message",
                        "locked")
                .createdAsBuilt();
    }

    /** Set aside; its identity is what it was. */
    DeployCase sidelined() {
        said().put("sidelined", BsonBoolean.TRUE);
        IDENTITY.forEach(this::asItWas);
        after.put("tree_id", BsonNull.VALUE);
        after.put("state", new BsonString("error"));
        after.put("error_message", new BsonString(Known.MARK));
        return this;
    }

    /** Set aside, of whatever site it was: only its id is left, and that tells when it was made. */
    DeployCase sidelinedUnknown() {
        sidelined();
        after.keySet().retainAll(List.of("created_at", "tree_id", "state", "error_message"));
        said().remove("site");
        said().remove("account");
        return this;
    }

    /**
     * A build is asked for a moment after its deploy is made, and of a wiped deploy only that time
     * is left.
     */
    DeployCase createdAsBuilt() {
        return after("created_at", date(builtAt()));
    }

    DeployCase target(DeployCase target) {
        said().put("target", new BsonString(Id.of(target.id()).text()));
        return this;
    }

    DeployCase commit() {
        said().put("commit", was.getString("commit_ref"));
        return this;
    }

    /**
     * @param problems path, problem, path, problem; sorted by path
     */
    DeployCase files(String... problems) {
        BsonArray files = new BsonArray();
        for (int i = 0; i < problems.length; i += 2) {
            files.add(
                    new BsonDocument("path", new BsonString(problems[i]))
                            .append("problem", new BsonString(problems[i + 1])));
        }
        said().put("files", files);
        return this;
    }

    DeployCase after(String field, BsonValue value) {
        after.put(field, value);
        return this;
    }

    /** A site that is not its own publishes it. */
    DeployCase publishedElsewhere() {
        elsewhere = true;
        return this;
    }

    private void asItWas(String field) {
        BsonValue value = was.get(field);
        if (value != null) {
            after.put(field, value);
        } else if (live.containsKey(field)) {
            after.put(field, BsonNull.VALUE);
        }
    }

    private BsonDocument said() {
        return entry.orElseThrow();
    }

    // ---- what others ask

    BsonValue id() {
        return was.get("_id");
    }

    BsonDocument was() {
        return was;
    }

    Optional<BsonDocument> snapshot() {
        return inSnapshot ? Optional.of(was) : Optional.empty();
    }

    Optional<BsonDocument> live() {
        return inLive ? Optional.of(live) : Optional.empty();
    }

    boolean isDeleted() {
        return inSnapshot && !inLive;
    }

    Optional<BsonDocument> build() {
        if (!built) {
            return Optional.empty();
        }
        BsonDocument build = new BsonDocument("_id", was.get("build_id"));
        Map.of("site_id", "site_id", "branch", "branch", "context", "context", "sha", "commit_ref")
                .forEach((name, field) -> build.put(name, was.get(field)));
        build.append("deploy_id", id())
                .append("created_at", date(builtAt()))
                .append("done", BsonBoolean.TRUE);
        return Optional.of(build);
    }

    boolean isBuiltBefore(Instant time) {
        return builtAt().isBefore(time);
    }

    /** Its lines of the pointer log, the first one first. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        if (logged && was.containsKey("tree_id")) {
            lines.add(line(at.plusSeconds(60), was.getString("tree_id").getValue()));
        }
        lines.addAll(log);
        return lines;
    }

    /** Whether the log names more than one tree for it. */
    boolean isContradicted() {
        return !log.isEmpty();
    }

    /** Whether it has a pointer that neither snapshot nor log has. */
    boolean isUnvouched() {
        BsonValue pointer = live.get("tree_id", BsonNull.VALUE);
        boolean vouched = pointer.equals(was.get("tree_id")) && (inSnapshot || logged);
        return inLive && pointer.isString() && !vouched;
    }

    /**
     * @param published whether a site publishes it before the plan
     */
    Optional<Known> known(boolean published) {
        return entry.map(json -> {
            json.put("published", BsonBoolean.valueOf(published || elsewhere));
            BsonDocument fields = new BsonDocument();
            after.forEach(fields::put);
            return new Known(id(), json, after.isEmpty() ? Optional.empty() : Optional.of(fields));
        });
    }

    private Instant builtAt() {
        return at.plusSeconds(1);
    }

    private String line(Instant when, String tree) {
        return "{\"at\":\"%s\",\"deploy_id\":%s,\"site_id\":%s,\"tree_id\":\"%s\"}"
                .formatted(when, Id.of(id()).json(), Id.of(was.get("site_id")).json(), tree);
    }

    static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }
}
