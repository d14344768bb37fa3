package dev.reconciler.plan;

import java.util.Optional;

/**
 * Something that must hold for a plan before it is frozen. A check sees each entry twice, both
 * times in the plan's order.
 */
interface LintCheck {
    /** Learns from an entry, the first time round. */
    default void learn(Entry entry) {}

    /** What is wrong with an entry, for people; empty where nothing is. */
    Optional<String> fault(Entry entry);
}
