package dev.reconciler.verify;

/** How a file stands to one entry of it. */
enum FileState {
    INTACT,
    MISSING,
    CORRUPT,
    UNREAD;

    /**
     * The same file may stand in several trees with several sizes, so each entry is judged by its
     * own.
     */
    static FileState of(TreeEntry.Blob entry, BlobCheck check) {
        return switch (check) {
            case BlobCheck.Present present -> present.size() == entry.size() ? INTACT : CORRUPT;
            case BlobCheck.Missing missing -> MISSING;
            case BlobCheck.Corrupt corrupt -> CORRUPT;
            case BlobCheck.Unread unread -> UNREAD;
        };
    }
}
