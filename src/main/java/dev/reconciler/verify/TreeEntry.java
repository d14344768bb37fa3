package dev.reconciler.verify;

import dev.reconciler.model.TreeId;

/** One entry of a tree object: a subtree or a file. */
public sealed interface TreeEntry {

    /** Not empty, no dots alone, without slash and NUL; once in a tree. */
    String name();

    /** A subtree. */
    record Tree(String name, TreeId id) implements TreeEntry {}

    /**
     * A file.
     *
     * @param id digest of its bytes, 40 or 64 lower-case hex digits
     * @param size in bytes, as this entry says; another entry of the same file may say otherwise
     */
    record Blob(String name, String id, long size) implements TreeEntry {

        /**
         * @throws IllegalArgumentException when {@code id} is no hex id, or the size is negative
         */
        public Blob {
            if (!TreeId.isHexId(id) || size < 0) {
                throw new IllegalArgumentException("no file: " + id + " of size " + size);
            }
        }
    }
}
