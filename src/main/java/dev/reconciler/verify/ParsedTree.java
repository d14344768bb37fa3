package dev.reconciler.verify;

import java.util.List;

/** What the stored bytes of a tree object say. */
public sealed interface ParsedTree {

    /**
     * @param entries in the order of the object
     */
    record Listing(List<TreeEntry> entries) implements ParsedTree {
        public Listing {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param why for people
     */
    record CorruptTree(String why) implements ParsedTree {}
}
