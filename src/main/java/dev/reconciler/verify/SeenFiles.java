package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import java.util.List;

/** What was seen to be wrong with files of a tree, as far as it could be read. */
public sealed interface SeenFiles permits ReadableTree, UnreadTree {

    /** The first damaged files by the UTF-8 bytes of their paths. */
    List<DamagedFile> damaged();

    /** How many damaged files there are beyond the listed ones; {@link Long#MAX_VALUE} at most. */
    long more();

    /** Whether a file is not there, listed or not. */
    boolean missingFile();

    /** Whether a file has a wrong size or digest, listed or not. */
    boolean corruptFile();

    /** Whether any file is known to be damaged. */
    default boolean hasDamage() {
        return missingFile() || corruptFile();
    }
}
