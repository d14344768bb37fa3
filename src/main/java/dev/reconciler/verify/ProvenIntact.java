package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The proof behind {@link IntactTree}. */
record ProvenIntact(TreeId id, long files, Instant provenAt) implements IntactTree {

    @Override
    public List<DamagedFile> damaged() {
        return List.of();
    }

    @Override
    public long more() {
        return 0;
    }

    @Override
    public boolean missingFile() {
        return false;
    }

    @Override
    public boolean corruptFile() {
        return false;
    }

    @Override
    public Optional<String> unread() {
        return Optional.empty();
    }
}
