package dev.reconciler.source.store;

import dev.reconciler.model.TreeId;

/**
 * Which key an object has (contract, section 2).
 *
 * @param trees prefix of the keys of tree objects, {@code trees/} by default
 * @param blobs prefix of the keys of files, {@code blobs/} by default
 */
public record StoreLayout(String trees, String blobs) {

    /** The contract's own. */
    public static final StoreLayout DEFAULT = new StoreLayout("trees/", "blobs/");

    /**
     * @throws IllegalArgumentException when both are the same, or one could lead out of the store
     */
    public StoreLayout {
        if (trees.equals(blobs)) {
            throw new IllegalArgumentException("trees and files have the same prefix: " + trees);
        }
        requireInside(trees);
        requireInside(blobs);
    }

    /** The key of a tree object. */
    public String tree(TreeId id) {
        return trees + id.hex();
    }

    /**
     * The key of a file.
     *
     * @throws IllegalArgumentException when {@code id} is no hex id: what stands in a tree is never
     *     trusted with a path
     */
    public String blob(String id) {
        if (!TreeId.isHexId(id)) {
            throw new IllegalArgumentException("not a hex id: " + id);
        }
        return blobs + id;
    }

    private static void requireInside(String prefix) {
        if (prefix.startsWith("/")
                || ("/" + prefix).contains("/../")
                || prefix.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a prefix inside the store: " + prefix);
        }
    }
}
