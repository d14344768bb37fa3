package dev.reconciler.verify;

import dev.reconciler.model.TreeId;

/** What is known of a tree once every object of it has been checked (contract, section 2). */
public sealed interface TreeAnswer permits ReadableTree, UnreadableTree, UnreadTree {

    /** The tree that was asked for. */
    TreeId id();
}
