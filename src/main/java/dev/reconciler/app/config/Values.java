package dev.reconciler.app.config;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Typed access to values by key. What is wrong is noted, not thrown, so that all of it is found.
 */
final class Values {
    private final Map<String, Found> values;
    private final Faults faults;

    Values(Map<String, Found> values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Whether anything stands at or below the key. */
    boolean has(String key) {
        return values.keySet().stream().anyMatch(other -> isAtOrBelow(key, other));
    }

    /** Whether the key stands there with a value that is none, which is noted. */
    boolean isAmiss(String key) {
        return !has(key) && faults.about(key);
    }

    private static boolean isAtOrBelow(String key, String other) {
        return other.equals(key) || other.startsWith(key + '.') || other.startsWith(key + '[');
    }

    /** The value as text. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Found::text);
    }

    /**
     * The value, parsed.
     *
     * @param right what would be right, for the message
     * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} on a bad
     *     value
     */
    <T> Optional<T> optional(String key, String right, Function<String, T> parser) {
        Found found = values.get(key);
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(found.text()));
        } catch (IllegalArgumentException | DateTimeException e) {
            faults.wrong(key, found, right);
            return Optional.empty();
        }
    }

    /** As {@link #optional}; that it is absent is a fault, too. */
    <T> Optional<T> required(String key, String right, Function<String, T> parser) {
        if (!values.containsKey(key)) {
            faults.missing(key, right);
        }
        return optional(key, right, parser);
    }

    /** The names that have a value below the key. */
    List<String> names(String key) {
        return values.keySet().stream()
                .filter(other -> other.startsWith(key + '.'))
                .map(other -> other.substring(key.length() + 1))
                .toList();
    }

    /** A list of texts, given item by item or separated by commas; no item twice. */
    List<String> list(String key) {
        List<String> items = new ArrayList<>();
        text(key)
                .ifPresent(
                        line -> List.of(line.split(",")).forEach(item -> items.add(item.strip())));
        values.entrySet().stream()
                .filter(other -> other.getKey().startsWith(key + '['))
                .sorted(Comparator.comparingInt(other -> index(other.getKey())))
                .forEach(other -> items.add(other.getValue().text()));
        if (items.stream().anyMatch(String::isBlank)) {
            faults.at(
                    key,
                    "\"" + Masked.of(String.join(",", items)) + '"',
                    "has an item that is empty");
        }
        Set<String> seen = new HashSet<>();
        items.stream()
                .filter(item -> !seen.add(item))
                .findFirst()
                .ifPresent(item -> faults.at(key, '"' + Masked.of(item) + '"', "stands twice"));
        return items;
    }

    /** How many items a list has that stands under the key. */
    int size(String key) {
        return (int)
                values.keySet().stream()
                        .filter(other -> other.startsWith(key + '['))
                        .map(Values::index)
                        .distinct()
                        .count();
    }

    private static int index(String key) {
        int open = key.indexOf('[');
        return Integer.parseInt(key.substring(open + 1, key.indexOf(']', open)));
    }

    /** Notes that a value does not fit to others. */
    void wrong(String key, String right) {
        Found found = values.get(key);
        if (found == null) {
            faults.missing(key, right);
        } else {
            faults.wrong(key, found, right);
        }
    }
}
