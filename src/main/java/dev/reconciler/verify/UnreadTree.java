package dev.reconciler.verify;

import dev.reconciler.model.TreeId;

/**
 * A tree of which one object could not be read and none is known to be damaged: neither readable
 * nor unreadable (contract, section 5).
 *
 * @param why for people
 */
public record UnreadTree(TreeId id, String why) implements TreeAnswer {}
