package dev.reconciler.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pointer of a deploy: the lower-case hex digest of a tree object's bytes, 40 digits for SHA-1,
 * 64 for SHA-256 (contract, section 2).
 */
public record TreeId(String hex) implements Comparable<TreeId> {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException when {@code hex} is not 40 or 64 digits {@code 0-9a-f}
     */
    public TreeId {
        if (!isHexId(hex)) {
            throw new IllegalArgumentException("not a hex id: " + hex);
        }
    }

    /** Whether a text has the form of a digest that the store uses. */
    public static boolean isHexId(String text) {
        return HEX.matcher(text).matches();
    }

    /**
     * The pointer in {@code text}, or empty where it is no hex id: a value that is no hex id is no
     * evidence.
     */
    public static Optional<TreeId> of(String text) {
        return isHexId(text) ? Optional.of(new TreeId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(TreeId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
