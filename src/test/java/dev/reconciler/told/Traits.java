package dev.reconciler.told;

import static dev.reconciler.told.Trait.became;
import static dev.reconciler.told.Trait.made;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** What can be said of a deploy. */
public final class Traits {
    private Traits() {}

    // ---- as the platform made it

    public static Trait born(Instant at) {
        return made(d -> d.created = at);
    }

    public static Trait preview(String branch) {
        return made(d -> {
            d.live.put("context", new BsonString("deploy-preview"));
            d.live.put("branch", new BsonString(branch));
        });
    }

    public static Trait context(String context) {
        return made(d -> d.live.put("context", new BsonString(context)));
    }

    public static Trait branch(String branch) {
        return made(d -> d.live.put("branch", new BsonString(branch)));
    }

    /** It was built from git, and its build is there. */
    public static Trait commit(String commit) {
        return made(d -> d.live.put("commit_ref", new BsonString(commit)));
    }

    public static Trait state(String state) {
        return made(d -> d.live.put("state", new BsonString(state)));
    }

    public static Trait neverLive() {
        return made(d -> d.live.put("published_at", BsonNull.VALUE));
    }

    /** In a state, and was not live yet. */
    public static Trait unpublished(String state) {
        return made(d -> {
            d.live.put("state", new BsonString(state));
            d.live.remove("published_at");
        });
    }

    /** It failed before there was anything to point at. */
    public static Trait failed() {
        return made(d -> {
            d.live.put("state", new BsonString("error"));
            d.live.put("tree_id", BsonNull.VALUE);
            d.live.remove("published_at");
        });
    }

    public static Trait noPointer() {
        return made(d -> d.live.put("tree_id", BsonNull.VALUE));
    }

    public static Trait hasBeen(String field, BsonValue value) {
        return made(d -> d.live.put(field, value));
    }

    public static Trait updated(Instant at) {
        return made(d -> d.live.put("updated_at", date(at)));
    }

    /** Its id tells when it was made. */
    public static Trait objectId() {
        return made(d ->
                d.id =
                        new BsonObjectId(
                                new ObjectId((int) d.created.getEpochSecond(), d.name.hashCode())));
    }

    public static Trait id(BsonValue id) {
        return made(d -> d.id = id);
    }

    // ---- what became of it

    public static Trait pointerLost() {
        return lost("tree_id");
    }

    /** Its pointer names the tree of some other content, which is intact. */
    public static Trait pointsAtTreeOf(String content) {
        return became(d -> d.live.put("tree_id", new BsonString(d.incident.putTree(content))));
    }

    public static Trait lost(String field) {
        return became(d -> d.live.remove(field));
    }

    /** Damage of whatever kind: the live document has this now. */
    public static Trait has(String field, BsonValue value) {
        return became(d -> d.live.put(field, value));
    }

    public static Trait has(String field, String value) {
        return has(field, new BsonString(value));
    }

    /** An earlier plan set it aside, for want of its pointer. */
    public static Trait sidelinedBefore() {
        return became(d -> {
            d.live.put("state", new BsonString("error"));
            d.live.put(
                    "error_message",
                    new BsonString("deploy-reconciler: no evidence has its pointer"));
            d.live.remove("tree_id");
        });
    }

    /** Its owner removed it. */
    public static Trait deleted() {
        return became(d -> d.isGone = true);
    }

    // ---- what became of its evidence

    public static Trait notInSnapshot() {
        return became(d -> d.inSnapshot = false);
    }

    public static Trait notInLog() {
        return became(d -> d.logged.clear());
    }

    public static Trait nobodyKnows() {
        return became(d -> {
            d.inSnapshot = false;
            d.logged.clear();
        });
    }

    public static Trait snapshotHas(String field, BsonValue value) {
        return became(d -> d.snapshot.put(field, value));
    }

    public static Trait snapshotHas(String field, String value) {
        return snapshotHas(field, new BsonString(value));
    }

    public static Trait snapshotLacks(String field) {
        return became(d -> d.snapshot.remove(field));
    }

    public static Trait snapshotPointsAtTreeOf(String content) {
        return became(d -> d.snapshot.put("tree_id", new BsonString(d.incident.putTree(content))));
    }

    /** The pointer log has it, too, with the tree of some content. */
    public static Trait logged(Instant at, String content) {
        return became(d -> d.log(at, Optional.empty(), d.incident.putTree(content)));
    }

    public static Trait loggedAtSite(String site) {
        return became(d -> {
            d.logged.clear();
            d.log(d.created, Optional.of(new BsonString(site)), d.incident.putTree(d.content));
        });
    }

    public static Trait buildHas(String field, BsonValue value) {
        return became(d -> d.build.put(field, value));
    }

    public static Trait buildLacks(String field) {
        return became(d -> d.build.remove(field));
    }

    public static Trait noBuild() {
        return became(d -> d.build.clear());
    }

    public static Trait buildOnlyInSnapshot() {
        return became(d -> d.buildIsGone = true);
    }

    // ---- what became of its files

    public static Trait treeMissing() {
        return treeMissing("");
    }

    /** The tree of some content is not in the store. */
    public static Trait treeMissing(String content) {
        return became(d -> d.incident.documents.store.remove("trees/" + treeOf(d, content)));
    }

    public static Trait subtreeMissing() {
        return became(d ->
                d.incident.documents.store.remove("trees/" + ToldIncident.subtreeOf(d.content)));
    }

    public static Trait subtreeUnread() {
        return became(d ->
                d.incident.documents.unreadable.add("trees/" + ToldIncident.subtreeOf(d.content)));
    }

    public static Trait treeCorrupt() {
        return became(d -> d.incident.documents.store.put("trees/" + treeOf(d, ""), bytes("{}")));
    }

    public static Trait treeUnread() {
        return treeUnread("");
    }

    public static Trait treeUnread(String content) {
        return became(d -> d.incident.documents.unreadable.add("trees/" + treeOf(d, content)));
    }

    public static Trait fileMissing() {
        return fileMissing("");
    }

    /** {@code index.html} of the tree of some content is not in the store. */
    public static Trait fileMissing(String content) {
        return became(d -> d.incident.documents.store.remove("blobs/" + blobOf(d, content)));
    }

    public static Trait fileCorrupt() {
        return became(
                d -> d.incident.documents.store.put("blobs/" + blobOf(d, ""), bytes("other")));
    }

    public static Trait fileUnread() {
        return fileUnread("");
    }

    public static Trait fileUnread(String content) {
        return became(d -> d.incident.documents.unreadable.add("blobs/" + blobOf(d, content)));
    }

    private static String treeOf(ToldDeploy deploy, String content) {
        return ToldIncident.treeOf(content.isEmpty() ? deploy.content : content);
    }

    private static String blobOf(ToldDeploy deploy, String content) {
        return ToldIncident.blobOf(content.isEmpty() ? deploy.content : content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }
}
