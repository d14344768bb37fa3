package dev.reconciler.app.config;

import dev.reconciler.model.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Every error of a configuration, in the order in which it was found. A key is masked, too: without
 * the blank after its colon, a key and its value are one key.
 */
final class Faults {
    private final List<String> lines = new ArrayList<>();

    /** A value that is not what it should be. */
    void wrong(String key, Found found, String right) {
        lines.add(Masked.of(key) + " = " + found.shown() + ", " + found.origin() + ": " + right);
    }

    /** A key that is not there. */
    void missing(String key, String right) {
        lines.add(Masked.of(key) + " is missing: " + right);
    }

    /** Anything else about a place in the file. */
    void at(String key, String origin, String what) {
        lines.add(Masked.of(key) + ", " + origin + ": " + what);
    }

    boolean none() {
        return lines.isEmpty();
    }

    /** All of them as one problem. */
    Problem problem(String file) {
        String count = lines.size() == 1 ? "an error" : lines.size() + " errors";
        return new Problem(
                "the configuration has " + count,
                file + "\n    " + String.join("\n    ", lines),
                "correct "
                        + (lines.size() == 1 ? "it" : "them")
                        + "; nothing was read or written. Then try: reconciler config check");
    }
}
