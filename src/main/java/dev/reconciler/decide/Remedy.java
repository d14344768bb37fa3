package dev.reconciler.decide;

import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.ReadableTree;
import java.util.Optional;

/**
 * What is to be done about one deploy (contract, section 5). Who holds one holds the proofs that it
 * rests on.
 */
public sealed interface Remedy {

    /**
     * @param pointer proven readable, with the damaged files that it has; empty where the deploy
     *     was never processed
     */
    record Restore(Optional<Pointer> pointer) implements Remedy {}

    /** A proven tree, and who names it. */
    record Pointer(ReadableTree tree, Source source) {

        /** The tree's id. */
        public TreeId id() {
            return tree.id();
        }
    }

    /** The incident kept the deploy from going live. */
    record Publish(IntactTree tree) implements Remedy {}

    /**
     * @param rebuild the deploy's commit, where its build may be asked for again
     */
    record Revert(Id target, IntactTree tree, Optional<String> rebuild) implements Remedy {}

    /** A newer deploy took its place. */
    record Superseded() implements Remedy {}

    /** The platform is asked to run the build of that commit again. */
    record Rebuild(String commit) implements Remedy {}

    /**
     * @param incomplete whether it is only because something could not be read
     */
    record Escalate(boolean incomplete) implements Remedy {}
}
