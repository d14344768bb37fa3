package dev.reconciler.verify;

import java.time.Instant;
import java.util.List;

/** What came of checking one tree object by itself, its subtrees and files left aside. */
public sealed interface TreeCheck {

    /** When it was checked. */
    Instant at();

    /** There, its digest right, and a tree. */
    record Listed(List<TreeEntry> entries, Instant at) implements TreeCheck {
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /** Not in the store. */
    record Missing(Instant at) implements TreeCheck {}

    /** There, but another than was stored, or no tree. */
    record Corrupt(String why, Instant at) implements TreeCheck {}

    /** Could not be read: neither damaged nor intact. */
    record Unread(String why, Instant at) implements TreeCheck {}
}
