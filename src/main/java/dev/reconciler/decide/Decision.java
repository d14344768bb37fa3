package dev.reconciler.decide;

import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;

/**
 * What a person decided about one deploy, for the case that the rules leave it to people. It takes
 * the place of a rule, never of a proof.
 */
public record Decision(Id deploy, Choice choice, Decided decided) {

    /** What is to be done. */
    public sealed interface Choice {

        /** To give the deploy a tree that they name, which has to be readable. */
        record Restore(TreeId tree) implements Choice {}

        /**
         * To have it go live, where it is sound and its tree intact.
         *
         * @param locked whether also where its site is locked
         */
        record Publish(boolean locked) implements Choice {}

        /**
         * To have its site, which publishes it, publish another deploy of its own, whose tree has
         * to be intact.
         *
         * @param locked whether also where the site is locked
         */
        record Revert(Id target, boolean locked) implements Choice {}

        /** To ask for its build again, where its commit is known. */
        record Rebuild() implements Choice {}

        /** To write nothing at all. */
        record Leave() implements Choice {}

        /** As it is written in the file of decisions. */
        default String text() {
            return switch (this) {
                case Restore r -> "RESTORE";
                case Publish p -> "PUBLISH";
                case Revert r -> "REVERT";
                case Rebuild r -> "REBUILD";
                case Leave l -> "LEAVE";
            };
        }

        /** Whether a remedy does what was chosen. */
        default boolean isDoneBy(Remedy remedy) {
            return switch (this) {
                case Restore r -> remedy instanceof Remedy.Restore;
                case Publish p -> remedy instanceof Remedy.Publish;
                case Revert r -> remedy instanceof Remedy.Revert;
                case Rebuild r -> remedy instanceof Remedy.Rebuild;
                case Leave l ->
                        remedy instanceof Remedy.Escalate(boolean incomplete) && !incomplete;
            };
        }

        /** Whether it has the site publish another deploy than it does. */
        default boolean movesSite() {
            return switch (this) {
                case Publish p -> true;
                case Revert r -> true;
                case Restore r -> false;
                case Rebuild r -> false;
                case Leave l -> false;
            };
        }
    }
}
