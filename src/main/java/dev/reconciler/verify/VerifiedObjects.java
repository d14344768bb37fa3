package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about single objects, each checked once however many deploys share it, and
 * what follows for trees as a whole.
 */
public interface VerifiedObjects {

    /** What came of a tree object; empty where it has not been checked. */
    Optional<TreeCheck> tree(TreeId id);

    /** What came of files; those that have not been checked are left out. */
    Map<String, BlobCheck> blobs(Collection<String> ids);

    /** What {@link #remember} was told. */
    Optional<Subtree> subtree(TreeId id);

    /** Keeps a sum, so that it is made once for all trees that contain this one. */
    void remember(TreeId id, Subtree subtree);
}
