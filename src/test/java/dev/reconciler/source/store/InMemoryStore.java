package dev.reconciler.source.store;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store in a map, by keys of the contract's own layout, with a count of what was read. */
public final class InMemoryStore implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();

    /** Stores anything under any key: a wrong object under a right key, for one. */
    public void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    /** Loses an object. */
    public void remove(String key) {
        objects.remove(key);
    }

    /** Stores a tree object under its SHA-256. */
    public TreeId tree(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        TreeId id = new TreeId(digest("SHA-256", bytes));
        put("trees/" + id, bytes);
        return id;
    }

    /** Stores a file under its SHA-256, which is returned. */
    public String blob(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String id = digest("SHA-256", bytes);
        put("blobs/" + id, bytes);
        return id;
    }

    /** How often an object was asked for. */
    public int readsOf(String key) {
        return reads.getOrDefault(key, 0);
    }

    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        byte[] bytes = read("trees/" + id);
        if (bytes == null) {
            return new Fetched.Missing();
        }
        return bytes.length > limit
                ? new Fetched.TooLarge(bytes.length)
                : new Fetched.Present(bytes);
    }

    @Override
    public Digested digestBlob(String id) {
        byte[] bytes = read(StoreLayout.DEFAULT.blob(id));
        if (bytes == null) {
            return new Digested.Missing();
        }
        return new Digested.Present(bytes.length, ObjectDigest.of(id, bytes));
    }

    @Override
    public String description() {
        return "in memory";
    }

    @Override
    public void check() {
        if (objects.keySet().stream().noneMatch(key -> key.startsWith("trees/"))) {
            throw new Problem("the store has no tree object", "in memory", "store one");
        }
    }

    @Override
    public void close() {
        // Tests may look into it afterwards.
    }

    private byte[] read(String key) {
        reads.merge(key, 1, Integer::sum);
        return objects.get(key);
    }

    /** Lower-case hex. */
    public static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
