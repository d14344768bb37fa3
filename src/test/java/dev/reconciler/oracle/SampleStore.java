package dev.reconciler.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Trees and files, most of them intact, and what can be wrong with them. */
final class SampleStore {
    private static final List<String> NAMES =
            List.of(
                    "index.html",
                    "404.html",
                    "main.css",
                    "app.js",
                    "css.txt",
                    "ü.html",
                    "a b.txt",
                    "\uFF5E.txt",
                    "\uD83D\uDE80.svg",
                    "...",
                    "-",
                    "CON",
                    "q\"uo\\te",
                    "new\nline",
                    ".well-known",
                    "Z");

    private final Chance chance;
    private final SortedMap<String, byte[]> objects;
    private final List<String> trees = new ArrayList<>();
    private final Map<String, Integer> blobs = new HashMap<>();
    private final Set<String> declaredOtherwise = new HashSet<>();
    private final String algorithm;

    SampleStore(Chance chance, SortedMap<String, byte[]> objects) {
        this.chance = chance;
        this.objects = objects;
        this.algorithm = chance.oneOf("SHA-1", "SHA-256", "SHA-256", "either");
    }

    private String put(String folder, byte[] bytes) {
        String with = algorithm.equals("either") ? chance.oneOf("SHA-1", "SHA-256") : algorithm;
        String id = Store.digest(bytes, with);
        objects.put(folder + "/" + id, bytes);
        return id;
    }

    // ---- what is right

    /** The id of an intact tree, now and then one that another deploy has too. */
    String tree() {
        String id =
                !trees.isEmpty() && chance.in100(12)
                        ? chance.oneOf(trees)
                        : tree(chance.oneOf(0, 0, 1, 1, 2));
        trees.add(id);
        return id;
    }

    private String tree(int levelsBelow) {
        List<String> entries = new ArrayList<>();
        List<String> names = new ArrayList<>(NAMES);
        chance.shuffle(names);
        if (chance.in100(15)) {
            List<String> sortedOtherwiseInUtf16 = List.of("\uFF5E.txt", "\uD83D\uDE80.svg");
            names.removeAll(sortedOtherwiseInUtf16);
            names.addAll(0, sortedOtherwiseInUtf16);
        }
        int files = chance.between(levelsBelow == 0 ? 1 : 0, 3);
        for (String name : names.subList(0, files)) {
            String blob = blob();
            entries.add(file(name, blob, blobs.get(blob)));
        }
        for (int i = 0; i < chance.between(1, 2) && levelsBelow > 0; i++) {
            entries.add(folder(names.get(files + i), tree(levelsBelow - 1)));
        }
        return put("trees", json(entries));
    }

    private String blob() {
        if (!blobs.isEmpty() && chance.in100(15)) {
            return chance.oneOf(List.copyOf(new java.util.TreeSet<>(blobs.keySet())));
        }
        byte[] bytes = chance.bytes(chance.in100(6) ? 0 : chance.between(1, 12));
        String id = put("blobs", bytes);
        blobs.put(id, bytes.length);
        return id;
    }

    private static byte[] json(List<String> entries) {
        return Store.utf8("{\"entries\":[" + String.join(",", entries) + "]}");
    }

    private static String file(String name, String id, int size) {
        return "{\"name\":"
                + quoted(name)
                + ",\"type\":\"blob\",\"id\":\""
                + id
                + "\",\"size\":"
                + size
                + "}";
    }

    private static String folder(String name, String id) {
        return "{\"name\":" + quoted(name) + ",\"type\":\"tree\",\"id\":\"" + id + "\"}";
    }

    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }

    // ---- what is wrong from the start, with the right digest

    /** A tree that is corrupt, or has a file of another size, though every digest is right. */
    String oddTree() {
        String blob = blob();
        String good = file("index.html", blob, blobs.get(blob));
        return switch (chance.between(0, 13)) {
            case 0 ->
                    put(
                            "trees",
                            Store.utf8(
                                    chance.oneOf(
                                            "",
                                            "nonsense",
                                            "[]",
                                            "{}",
                                            "{\"entries\":{}}",
                                            "null")));
            case 1 ->
                    put(
                            "trees",
                            Store.utf8(
                                    "{\"entries\":["
                                            + good
                                            + "]}"
                                            + chance.oneOf(" {}", "x", ",")));
            case 2, 3, 4 ->
                    put(
                            "trees",
                            json(
                                    List.of(
                                            good,
                                            file(
                                                    chance.oneOf(
                                                            "", ".", "..", "a/b", "/", "nul\0"),
                                                    blob,
                                                    blobs.get(blob)))));
            case 5 -> put("trees", json(List.of(good, file("index.html", blob(), 3))));
            case 6 -> put("trees", json(List.of(folder("index.html", tree(0)), good)));
            case 7 ->
                    put(
                            "trees",
                            json(
                                    List.of(
                                            good.replace(
                                                    "\"blob\"",
                                                    chance.oneOf("\"link\"", "\"Blob\"", "7")))));
            case 8 ->
                    put(
                            "trees",
                            json(
                                    List.of(
                                            good.replaceAll(
                                                    "\"size\":\\d+",
                                                    "\"size\":"
                                                            + chance.oneOf(
                                                                    "-1", "\"3\"", "null")))));
            case 9 ->
                    put(
                            "trees",
                            json(
                                    List.of(
                                            good.replace(
                                                    blob,
                                                    chance.oneOf(blob.toUpperCase(), "", blob + "0")
                                                            + "g"))));
            case 10 -> put("trees", json(List.of(good.replace("}", ",\"size\":4}"))));
            case 11 -> deepTree(chance.oneOf(255, 256, 257));
            default -> anotherSize();
        };
    }

    private String anotherSize() {
        String blob = blob();
        declaredOtherwise.add(blob);
        return put(
                "trees",
                json(List.of(file("index.html", blob, blobs.get(blob) + chance.oneOf(1, 100)))));
    }

    /** A chain of so many trees: the last one that may be is at level 256. */
    private String deepTree(int levels) {
        String id = tree(0);
        for (int level = 1; level < levels; level++) {
            id = put("trees", json(List.of(folder("d", id))));
        }
        return id;
    }

    // ---- what goes wrong

    /** Takes away or spoils the tree, one of its subtrees or one of its files. */
    void damage(String tree, boolean onlyFiles) {
        List<String> keys = keys(tree);
        List<String> possible =
                keys.stream().filter(key -> key.startsWith("blobs/") == onlyFiles).toList();
        if (onlyFiles && chance.in100(30)) {
            possible.forEach(this::damageKey);
        } else {
            damageKey(possible.isEmpty() ? "trees/" + tree : chance.oneOf(possible));
        }
    }

    private void damageKey(String key) {
        byte[] bytes = objects.get(key);
        if (bytes == null || chance.in100(45)) {
            objects.remove(key);
        } else {
            objects.put(key, spoilt(bytes));
        }
    }

    private byte[] spoilt(byte[] bytes) {
        if (bytes.length == 0 || chance.in100(40)) {
            return chance.in100(50)
                    ? chance.bytes(bytes.length + 1)
                    : Store.utf8("<html>not found</html>");
        }
        byte[] spoilt = bytes.clone();
        spoilt[chance.between(0, bytes.length - 1)] ^= 1;
        return spoilt;
    }

    /** The keys of a tree, as far as it can be read. */
    List<String> keys(String tree) {
        List<String> keys = new ArrayList<>();
        keys.add("trees/" + tree);
        if (Json.parse(objects.getOrDefault(keys.getFirst(), new byte[0])).orElse("")
                        instanceof Map<?, ?> json
                && json.get("entries") instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map
                        && map.get("id") instanceof String id
                        && Fields.isHexId(id)) {
                    keys.addAll("tree".equals(map.get("type")) ? keys(id) : List.of("blobs/" + id));
                }
            }
        }
        return keys;
    }

    /**
     * Whether all trees that name a file name the same size: of one that is not read, that is taken
     * to be right.
     */
    boolean isSizeCertain(String key) {
        return !key.startsWith("blobs/")
                || !declaredOtherwise.contains(key.substring("blobs/".length()));
    }

    boolean isRight(String key) {
        byte[] bytes = objects.get(key);
        String id = key.substring("trees/".length());
        return bytes != null
                && Store.digest(bytes, id.length() == 40 ? "SHA-1" : "SHA-256").equals(id);
    }
}
