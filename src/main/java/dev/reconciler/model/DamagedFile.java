package dev.reconciler.model;

/**
 * A file of a readable tree that visitors do not get as it was uploaded.
 *
 * @param path names from the root, joined by slashes
 */
public record DamagedFile(String path, Kind kind) {

    /** What is wrong with it: not in the store, or there with another size or digest. */
    public enum Kind {
        MISSING("missing"),
        CORRUPT("corrupt");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As it is written in files. */
        public String text() {
            return text;
        }
    }

    public DamagedFile {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a damaged file without a path");
        }
    }
}
