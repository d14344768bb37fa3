package dev.reconciler.plan;

import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import java.util.Optional;

/** What is to be done about one deploy, as the plan file says it (contract, sections 5 and 7). */
public sealed interface PlannedRemedy {

    /** The name in the plan file and on the screen. */
    default String text() {
        return switch (this) {
            case Restore r -> "RESTORE";
            case Publish p -> "PUBLISH";
            case Revert r -> "REVERT";
            case Superseded s -> "SUPERSEDED";
            case Rebuild r -> "REBUILD";
            case Escalate e -> "ESCALATE";
            case Undo u -> "UNDO";
        };
    }

    /**
     * @param pointer the tree and who had it; empty where the deploy never had one
     */
    record Restore(Optional<Pointer> pointer) implements PlannedRemedy {}

    /** The deploy goes live, as it would have without the incident. */
    record Publish() implements PlannedRemedy {}

    /**
     * @param target the deploy that the site goes back to
     * @param commit whose build is asked for again; empty where that is not allowed or not known
     */
    record Revert(Id target, Optional<String> commit) implements PlannedRemedy {}

    /** A newer deploy took its place. */
    record Superseded() implements PlannedRemedy {}

    /** The platform is asked to run the build of that commit again. */
    record Rebuild(String commit) implements PlannedRemedy {}

    /** A person must decide; the entry's reason says why. */
    record Escalate() implements PlannedRemedy {}

    /**
     * What an earlier plan wrote for the deploy is taken back, as far as it took effect.
     *
     * @param of the remedy of that plan, which may be an undo itself
     */
    record Undo(PlannedRemedy of) implements PlannedRemedy {

        /** Whether it leaves the deploy repaired: taking back what took a repair back does. */
        public boolean repairsAgain() {
            return of instanceof Undo undo && !undo.repairsAgain();
        }
    }

    /** A tree and the evidence that names it. */
    record Pointer(TreeId tree, Source source) {}
}
