package dev.reconciler.app.config;

import dev.reconciler.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every error of a configuration, in the order in which it was found. A key is masked, too: without
 * the blank after its colon, a key and its value are one key.
 */
final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param what is the matter, and where
     * @param right what would be right; empty where {@code what} says that
     */
    private record Fault(String key, String what, String right) {
        String line() {
            return Masked.of(key) + what + (right.isEmpty() ? "" : ": " + right);
        }

        /** About that key, or an item of its list. */
        boolean isAbout(String other) {
            return key.equals(other) || key.startsWith(other + '[');
        }
    }

    /** A value that is not what it should be. */
    void wrong(String key, Found found, String right) {
        faults.add(new Fault(key, " = " + found.shown() + ", " + found.origin(), right));
    }

    /**
     * A key that is not there and has to be. Where that is because of what was found already, such
     * as an empty value, that is told once, with the advice for a key that is needed.
     */
    void missing(String key, String right) {
        for (int i = 0; i < faults.size(); i++) {
            Fault told = faults.get(i);
            if (told.isAbout(key)) {
                faults.set(i, new Fault(told.key(), told.what(), right));
                return;
            }
        }
        faults.add(new Fault(key, " is missing", right));
    }

    /** A key that has an empty value, and may do without one. */
    void empty(String key, String origin) {
        faults.add(
                new Fault(
                        key,
                        ", " + origin + ": is empty",
                        "give it a value, or leave the key out"));
    }

    /** Anything else about a place in the file. */
    void at(String key, String origin, String what) {
        faults.add(new Fault(key, ", " + origin + ": " + what, ""));
    }

    /** Whether something about the key was found. */
    boolean about(String key) {
        return faults.stream().anyMatch(fault -> fault.isAbout(key));
    }

    boolean none() {
        return faults.isEmpty();
    }

    /** All of them as one problem. */
    Problem problem(String file) {
        String count = faults.size() == 1 ? "an error" : faults.size() + " errors";
        return new Problem(
                "the configuration has " + count,
                file
                        + faults.stream()
                                .map(fault -> "\n    " + fault.line())
                                .collect(Collectors.joining()),
                "correct "
                        + (faults.size() == 1 ? "it" : "them")
                        + "; nothing was read or written. Then try: reconciler config check");
    }
}
