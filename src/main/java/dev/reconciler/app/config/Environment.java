package dev.reconciler.app.config;

import dev.reconciler.app.config.Shape.Each;
import dev.reconciler.app.config.Shape.Group;
import dev.reconciler.app.config.Shape.Items;
import dev.reconciler.app.config.Shape.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment adds: every key can be overridden by a variable, Spring's way ({@code
 * store.secret-key} by {@code RECONCILER_STORE_SECRETKEY}), and a value may name variables as
 * {@code ${NAME}} or {@code ${NAME:default}}.
 */
final class Environment {
    private static final String PREFIX = "RECONCILER_";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    private static final int LONGEST_LIST = 32;

    private final Map<String, String> variables;
    private final Faults faults;

    Environment(Map<String, String> variables, Faults faults) {
        this.variables = variables;
        this.faults = faults;
    }

    /** Replaces values by those of variables that name a key. */
    void override(Map<String, Found> values) {
        Map<String, Entry<String, Text>> keys = new HashMap<>();
        variableNames("", "", Shape.root(), keys);
        new TreeMap<>(variables)
                .forEach((name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        override(values, keys, name, value);
                    }
                });
    }

    private void override(
            Map<String, Found> values,
            Map<String, Entry<String, Text>> keys,
            String name,
            String value) {
        String tail = name.substring(PREFIX.length());
        var key = keys.get(Shape.plain(tail));
        if (key != null) {
            dropList(values, key.getKey());
            values.put(
                    key.getKey(),
                    new Found(value, key.getValue().secret(), "environment variable " + name));
        } else {
            refuse(name, tail, keys);
        }
    }

    private void refuse(String name, String tail, Map<String, Entry<String, Text>> keys) {
        String first = tail.contains("_") ? tail.substring(0, tail.indexOf('_')) : tail;
        Shape.root()
                .find(first)
                .flatMap(group -> complaint(group, tail, keys))
                .ifPresent(what -> faults.at(name, "environment variable", what));
    }

    /** Empty for other variables of this prefix, which belong to the launcher or to tests. */
    private static Optional<String> complaint(
            Entry<String, Shape> first, String tail, Map<String, Entry<String, Text>> keys) {
        return switch (first.getValue()) {
            case Text text -> Optional.empty();
            case Each each ->
                    Optional.of(
                            "a variable gives "
                                    + first.getKey()
                                    + " one value for all; by name it stands in the file alone, where each letter of a name counts");
            case Group group -> Optional.of(noKey(tail, keys));
            case Items items -> Optional.of(noKey(tail, keys));
        };
    }

    private static String noKey(String tail, Map<String, Entry<String, Text>> keys) {
        return "overrides no known key"
                + Nearest.to(tail, keys.keySet())
                        .map(known -> "; did you mean the one for " + keyOf(keys, known) + "?")
                        .orElse("");
    }

    private static String keyOf(Map<String, Entry<String, Text>> keys, String plain) {
        var key = keys.get(plain);
        return key == null ? plain : key.getKey();
    }

    /**
     * A list of texts, or values for some names, that a variable gives takes the place of the
     * file's, not of its beginning.
     */
    private static void dropList(Map<String, Found> values, String key) {
        String list = key.endsWith("[0]") ? key.substring(0, key.length() - 3) : key;
        values.keySet()
                .removeIf(other ->
                        other.equals(list)
                                || other.startsWith(list + '[')
                                || other.startsWith(list + '.'));
    }

    private static void variableNames(
            String plain, String key, Shape shape, Map<String, Entry<String, Text>> keys) {
        switch (shape) {
            case Text text -> keys.put(plain, Map.entry(key, text));
            case Each each -> keys.put(plain, Map.entry(key, new Text(false)));
            case Group group ->
                    group.keys()
                            .forEach((name, child) ->
                                    variableNames(
                                            plain + Shape.plain(name),
                                            key.isEmpty() ? name : key + '.' + name,
                                            child,
                                            keys));
            case Items items -> {
                if (items.of() instanceof Text text) {
                    keys.put(plain, Map.entry(key, text));
                }
                for (int i = 0; i < LONGEST_LIST; i++) {
                    variableNames(plain + i, key + '[' + i + ']', items.of(), keys);
                }
            }
        }
    }

    /** Fills in the variables that values name; a value that is empty then is not there. */
    void fill(Map<String, Found> values) {
        values.replaceAll(
                (key, found) -> new Found(fill(key, found), found.secret(), found.origin()));
        values.values().removeIf(found -> found.text().isBlank());
    }

    /** What of a text stands in the file itself: a variable is its default there. */
    static String literal(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(Optional.ofNullable(match.group(2)).orElse("")));
    }

    private String fill(String key, Found found) {
        return PLACEHOLDER
                .matcher(found.text())
                .replaceAll(match -> {
                    String value = variables.getOrDefault(match.group(1), match.group(2));
                    if (value == null) {
                        faults.at(
                                key,
                                found.origin(),
                                "names the environment variable "
                                        + match.group(1)
                                        + ", which is not set");
                        return "";
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
