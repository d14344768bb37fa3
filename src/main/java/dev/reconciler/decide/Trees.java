package dev.reconciler.decide;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.UnreadTree;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers about trees, and which were missing. A tree without a proof counts as unread for now:
 * what was decided meanwhile is thrown away, the tree is proven, and the site is decided again.
 */
final class Trees {
    private final Proofs proofs;
    private final Set<TreeId> asked = new TreeSet<>();

    Trees(Proofs proofs) {
        this.proofs = proofs;
    }

    TreeAnswer of(TreeId tree) {
        return proofs.of(tree)
                .orElseGet(() -> {
                    asked.add(tree);
                    return new UnreadTree(tree, "not proven yet");
                });
    }

    /** Trees that have to be proven before anything is decided. */
    Set<TreeId> asked() {
        return Collections.unmodifiableSet(asked);
    }
}
