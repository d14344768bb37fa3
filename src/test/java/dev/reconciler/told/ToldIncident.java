package dev.reconciler.told;

import dev.reconciler.model.Id;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.IncidentBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** An incident as it is told: sites and their deploys, in the order in which they were made. */
public final class ToldIncident {
    final IncidentBuilder documents = new IncidentBuilder();
    private final Map<String, Id> ids = new HashMap<>();
    private int told;

    private ToldIncident() {
        documents.now(When.NOW).tiers(List.of("enterprise", "business", "starter"));
        account("acme", "starter");
    }

    /** An incident that is over, with one account, {@code acme}. */
    public static ToldIncident incident() {
        ToldIncident incident = ongoingIncident();
        incident.documents.to(When.TO);
        return incident;
    }

    /** An incident that still goes on. */
    public static ToldIncident ongoingIncident() {
        ToldIncident incident = nightlyCheck();
        incident.documents.from(When.FROM);
        return incident;
    }

    /** No incident at all. */
    public static ToldIncident nightlyCheck() {
        return new ToldIncident();
    }

    public ToldIncident account(String name, String plan) {
        BsonDocument account =
                new BsonDocument("_id", new BsonString(name)).append("plan", new BsonString(plan));
        documents.liveAccounts.add(account);
        documents.snapshotAccounts.add(account.clone());
        return this;
    }

    public ToldIncident site(String name, UnaryOperator<ToldSite> told) {
        told.apply(new ToldSite(this, name)).write();
        return this;
    }

    public ToldIncident snapshotNotReadWhole() {
        documents.snapshotNotWhole();
        return this;
    }

    public ToldIncident logNotReadWhole() {
        documents.logNotWhole();
        return this;
    }

    /** The incident in full. */
    public Incident build() {
        return documents.build();
    }

    /** The id of a deploy that was told. */
    Id id(String deploy) {
        return Objects.requireNonNull(ids.get(deploy), "no such deploy was told: " + deploy);
    }

    /** A field of a live deploy. */
    Optional<BsonValue> live(Id deploy, String field) {
        return documents.liveDeploys.stream()
                .filter(document -> Id.of(document.get("_id")).equals(deploy))
                .findFirst()
                .map(document -> document.get(field));
    }

    void named(String deploy, Id id) {
        ids.put(deploy, id);
    }

    /** Deploys are made one minute after the other, unless they say when. */
    Instant next() {
        return When.longAgo().plusSeconds(60L * told++);
    }

    // ---- the store

    /** The pointer to a tree of two files that nothing is wrong with; each content has its own. */
    public static String treeOf(String content) {
        return digest(root(content));
    }

    /** Puts the tree into the store. */
    String putTree(String content) {
        putBlob(content);
        putBlob(content + " css");
        putTreeObject(subtree(content));
        return putTreeObject(root(content));
    }

    static String subtreeOf(String content) {
        return digest(subtree(content));
    }

    static String blobOf(String content) {
        return digest(content);
    }

    private static String root(String content) {
        return "{\"entries\":[{\"name\":\"css\",\"type\":\"tree\",\"id\":\"%s\"},{\"name\":\"index.html\",\"type\":\"blob\",\"id\":\"%s\",\"size\":%d}]}"
                .formatted(subtreeOf(content), blobOf(content), content.length());
    }

    private static String subtree(String content) {
        String css = content + " css";
        return "{\"entries\":[{\"name\":\"main.css\",\"type\":\"blob\",\"id\":\"%s\",\"size\":%d}]}"
                .formatted(blobOf(css), css.length());
    }

    private void putBlob(String content) {
        documents.store.put("blobs/" + blobOf(content), content.getBytes(StandardCharsets.UTF_8));
    }

    private String putTreeObject(String json) {
        documents.store.put("trees/" + digest(json), json.getBytes(StandardCharsets.UTF_8));
        return digest(json);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
