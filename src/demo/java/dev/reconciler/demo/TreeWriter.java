package dev.reconciler.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Turns files into the objects of the store (contract, section 2). */
public final class TreeWriter {
    private final String algorithm;
    private final Map<String, String> files;
    private final BiConsumer<String, byte[]> store;
    private final Map<String, String> keys = new TreeMap<>();

    private TreeWriter(
            String algorithm, Map<String, String> files, BiConsumer<String, byte[]> store) {
        this.algorithm = algorithm;
        this.files = files;
        this.store = store;
    }

    /**
     * What was written.
     *
     * @param id of the root
     * @param keys in the store, by path: {@code docs/} for a folder, {@code docs/faq.html} for a
     *     file, the empty path for the root
     */
    public record Tree(String id, Map<String, String> keys) {}

    /**
     * @param algorithm {@code SHA-1} or {@code SHA-256}
     * @param files text by path
     * @param store takes key and bytes of each object
     */
    public static Tree write(
            String algorithm, Map<String, String> files, BiConsumer<String, byte[]> store) {
        TreeWriter writer = new TreeWriter(algorithm, files, store);
        return new Tree(writer.tree(""), writer.keys);
    }

    private String tree(String folder) {
        Map<String, String> entries = new TreeMap<>();
        for (String path : files.keySet()) {
            if (path.startsWith(folder)) {
                String rest = path.substring(folder.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash);
                if (!entries.containsKey(name)) {
                    entries.put(
                            name,
                            slash < 0 ? blob(name, path) : subtree(name, folder + name + '/'));
                }
            }
        }
        return put("trees/", folder, "{\"entries\":[" + String.join(",", entries.values()) + "]}");
    }

    private String subtree(String name, String folder) {
        return "{\"name\":\"" + name + "\",\"type\":\"tree\",\"id\":\"" + tree(folder) + "\"}";
    }

    private String blob(String name, String path) {
        String text = files.getOrDefault(path, "");
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        return "{\"name\":\""
                + name
                + "\",\"type\":\"blob\",\"id\":\""
                + put("blobs/", path, text)
                + "\",\"size\":"
                + size
                + "}";
    }

    private String put(String prefix, String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String id = hex(algorithm, bytes);
        keys.put(path, prefix + id);
        store.accept(prefix + id, bytes);
        return id;
    }

    /** The lower-case digits of a digest. */
    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
