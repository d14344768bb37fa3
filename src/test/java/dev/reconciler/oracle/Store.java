package dev.reconciler.oracle;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The store as it is in one world: every key has an answer, also those that could not be read
 * (contract, section 2).
 */
final class Store {
    private static final int DEEPEST = 256;

    /** What a key that could not be read may have answered. */
    enum Answer {
        /** There and right. A tree has nothing in it that is not right. */
        RIGHT,
        /** For a tree: there and right, but one of its files is not. */
        RIGHT_WITH_A_FILE_MISSING,
        ABSENT,
        CORRUPT
    }

    /**
     * What was found of a tree. @param files the damaged ones, by path; complete only where the
     * tree is readable
     */
    record Tree(boolean missing, boolean corrupt, List<Expected.DamagedFile> files) {
        boolean readable() {
            return !missing && !corrupt;
        }

        boolean intact() {
            return readable() && files.isEmpty();
        }
    }

    private final Map<String, byte[]> objects;
    private final Map<String, Answer> answers;
    private final Map<String, Tree> known = new HashMap<>();
    private final Map<String, Boolean> digested = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * @param answers of each key that could not be read
     */
    Store(Map<String, byte[]> objects, Map<String, Answer> answers) {
        this.objects = objects;
        this.answers = answers;
    }

    /** Keys that could not be read and of which the answer was wanted. */
    Set<String> asked() {
        return asked;
    }

    Tree tree(String id) {
        return known.computeIfAbsent(id, this::walk);
    }

    private Tree walk(String id) {
        Walk walk = new Walk();
        walk.tree(id, 1, "");
        walk.files.sort(Comparator.comparing(Expected.DamagedFile::path, BsonOrder::compareUtf8));
        return new Tree(walk.missing, walk.corrupt, List.copyOf(walk.files));
    }

    /** One walk over a whole tree, as deep as can be read. */
    private final class Walk {
        private final List<Expected.DamagedFile> files = new ArrayList<>();
        private boolean missing;
        private boolean corrupt;

        void tree(String id, int level, String prefix) {
            String key = "trees/" + id;
            if (level > DEEPEST) {
                corrupt = true;
            } else if (answers.containsKey(key)) {
                asked.add(key);
                unread(answers.get(key), prefix);
            } else if (!objects.containsKey(key)) {
                missing = true;
            } else if (!hasDigest(key, id)) {
                corrupt = true;
            } else {
                entries(parse(objects.get(key)), level, prefix);
            }
        }

        private void unread(Answer answer, String prefix) {
            switch (answer) {
                case RIGHT -> {}
                case RIGHT_WITH_A_FILE_MISSING ->
                        files.add(new Expected.DamagedFile(prefix + "?", "missing"));
                case ABSENT -> missing = true;
                case CORRUPT -> corrupt = true;
            }
        }

        private void entries(Optional<List<Entry>> entries, int level, String prefix) {
            if (entries.isEmpty()) {
                corrupt = true;
            }
            for (Entry entry : entries.orElse(List.of())) {
                if (entry.tree()) {
                    tree(entry.id(), level + 1, prefix + entry.name() + "/");
                } else {
                    problem(entry)
                            .ifPresent(p ->
                                    files.add(new Expected.DamagedFile(prefix + entry.name(), p)));
                }
            }
        }
    }

    private Optional<String> problem(Entry blob) {
        String key = "blobs/" + blob.id();
        if (answers.containsKey(key)) {
            asked.add(key);
            return switch (answers.get(key)) {
                case RIGHT, RIGHT_WITH_A_FILE_MISSING -> Optional.empty();
                case ABSENT -> Optional.of("missing");
                case CORRUPT -> Optional.of("corrupt");
            };
        }
        if (!objects.containsKey(key)) {
            return Optional.of("missing");
        }
        byte[] bytes = objects.get(key);
        boolean right =
                BigDecimal.valueOf(bytes.length).compareTo(blob.size()) == 0
                        && hasDigest(key, blob.id());
        return right ? Optional.empty() : Optional.of("corrupt");
    }

    /**
     * @param size zero for a tree
     */
    private record Entry(String name, boolean tree, String id, BigDecimal size) {}

    private static Optional<List<Entry>> parse(byte[] bytes) {
        if (!(Json.parse(bytes).orElse("") instanceof Map<?, ?> tree)
                || !(tree.get("entries") instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object item : list) {
            Optional<Entry> entry = entry(item);
            if (entry.isEmpty() || !names.add(entry.get().name())) {
                return Optional.empty();
            }
            entries.add(entry.get());
        }
        return Optional.of(entries);
    }

    private static Optional<Entry> entry(Object item) {
        if (!(item instanceof Map<?, ?> map)
                || !(map.get("name") instanceof String name)
                || !(map.get("type") instanceof String type)
                || !(map.get("id") instanceof String id)
                || !isName(name)
                || !Fields.isHexId(id)) {
            return Optional.empty();
        }
        if (type.equals("tree")) {
            return Optional.of(new Entry(name, true, id, BigDecimal.ZERO));
        }
        boolean sized =
                map.get("size") instanceof BigDecimal size
                        && size.scale() == 0
                        && size.signum() >= 0;
        return type.equals("blob") && sized
                ? Optional.of(new Entry(name, false, id, (BigDecimal) map.get("size")))
                : Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    private boolean hasDigest(String key, String id) {
        String algorithm = id.length() == 40 ? "SHA-1" : "SHA-256";
        return digested.computeIfAbsent(key, k -> digest(objects.get(k), algorithm).equals(id));
    }

    static String digest(byte[] bytes, String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasBoth) {
            throw new IllegalStateException(everyJdkHasBoth);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
