package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The proof behind {@link ReadableTree} where not every file is known to be intact. */
record ProvenReadable(
        TreeId id,
        List<DamagedFile> damaged,
        long more,
        boolean missingFile,
        boolean corruptFile,
        Optional<String> unread,
        long files,
        Instant provenAt)
        implements ReadableTree {

    ProvenReadable {
        damaged = List.copyOf(damaged);
        if (!missingFile && !corruptFile && unread.isEmpty()) {
            throw new IllegalArgumentException("every file of it is intact: " + id);
        }
    }
}
