package dev.reconciler.job.ledger;

import dev.reconciler.model.TreeId;
import java.util.List;

/** The next piece of what is left to be found out about the store. */
public sealed interface Work {

    /**
     * Tree objects to be checked, those nearest to a root first.
     *
     * @param again whether they could not be read before; what cannot be read now either is left at
     *     that
     */
    record Trees(List<Tree> trees, boolean again) implements Work {}

    /**
     * Files to be checked, in the order of their ids.
     *
     * @param again as for {@link Trees}
     */
    record Blobs(List<String> ids, boolean again) implements Work {}

    /** Trees of which every object has been checked, so that the proof can be made. */
    record Roots(List<TreeId> roots) implements Work {}

    /**
     * @param level below the root that led to it
     */
    record Tree(TreeId id, int level) {}
}
