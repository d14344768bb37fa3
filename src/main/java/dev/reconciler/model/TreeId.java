package dev.reconciler.model;

import java.util.Optional;

/**
 * The pointer of a deploy: the lower-case hex digest of a tree object's bytes, 40 digits for SHA-1,
 * 64 for SHA-256 (contract, section 2).
 */
public record TreeId(String hex) implements Comparable<TreeId> {
    private static final int SHA_1 = 40;
    private static final int SHA_256 = 64;

    /**
     * @throws IllegalArgumentException when {@code hex} is not 40 or 64 digits {@code 0-9a-f}
     */
    public TreeId {
        if (!isHexId(hex)) {
            throw new IllegalArgumentException("not a hex id: " + hex);
        }
    }

    /**
     * Whether a text has the form of a digest that the store uses. Asked for every deploy, so no
     * pattern.
     */
    public static boolean isHexId(String text) {
        if (text.length() != SHA_1 && text.length() != SHA_256) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
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
