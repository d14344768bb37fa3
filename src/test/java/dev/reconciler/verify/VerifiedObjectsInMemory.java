package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found out about single objects, in a map. */
public final class VerifiedObjectsInMemory implements VerifiedObjects {
    private final Map<TreeId, TreeCheck> trees = new HashMap<>();
    private final Map<String, BlobCheck> blobs = new HashMap<>();
    private final Map<TreeId, Subtree> subtrees = new HashMap<>();

    /** Keeps what came of a tree object. */
    public void put(TreeId id, TreeCheck check) {
        trees.put(id, check);
    }

    /** Keeps what came of a file. */
    public void put(String id, BlobCheck check) {
        blobs.put(id, check);
    }

    /**
     * Checks a tree object and everything below it that has not been checked yet, however deep it
     * is.
     */
    public void checkAll(TreeId root, Checker checker) {
        Collection<TreeId> level = Set.of(root);
        for (int n = 1; n <= Subtree.MOST_LEVELS && !level.isEmpty(); n++) {
            level =
                    level.stream()
                            .flatMap(id -> check(id, checker).stream())
                            .collect(Collectors.toSet());
        }
    }

    @Override
    public Optional<TreeCheck> tree(TreeId id) {
        return Optional.ofNullable(trees.get(id));
    }

    @Override
    public Map<String, BlobCheck> blobs(Collection<String> ids) {
        return ids.stream()
                .filter(blobs::containsKey)
                .collect(Collectors.toMap(id -> id, blobs::get));
    }

    @Override
    public Optional<Subtree> subtree(TreeId id) {
        return Optional.ofNullable(subtrees.get(id));
    }

    @Override
    public void remember(TreeId id, Subtree subtree) {
        subtrees.put(id, subtree);
    }

    /** The subtrees of a tree object. */
    private Collection<TreeId> check(TreeId id, Checker checker) {
        if (!(trees.computeIfAbsent(id, checker::tree) instanceof TreeCheck.Listed listed)) {
            return Set.of();
        }
        Prover.blobIds(listed).forEach(blob -> blobs.computeIfAbsent(blob, checker::blob));
        return listed.entries().stream()
                .filter(TreeEntry.Tree.class::isInstance)
                .map(entry -> ((TreeEntry.Tree) entry).id())
                .collect(Collectors.toSet());
    }
}
