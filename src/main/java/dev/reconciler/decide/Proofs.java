package dev.reconciler.decide;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeAnswer;
import java.util.Optional;

/** What is proven of trees so far. */
@FunctionalInterface
public interface Proofs {
    /** The answer about a tree; empty where it was not asked for yet. */
    Optional<TreeAnswer> of(TreeId tree);
}
