package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.util.List;

/**
 * A tree of which one object could not be read and none is known to be damaged: neither readable
 * nor unreadable (contract, section 5). Files of it that are known to be damaged are damaged
 * whatever that object is like, so it is not intact where there are any.
 *
 * @param why for people
 */
public record UnreadTree(
        TreeId id,
        String why,
        List<DamagedFile> damaged,
        long more,
        boolean missingFile,
        boolean corruptFile)
        implements TreeAnswer, SeenFiles {

    public UnreadTree {
        damaged = List.copyOf(damaged);
    }

    /** Of which no file is known to be damaged. */
    public UnreadTree(TreeId id, String why) {
        this(id, why, List.of(), 0, false, false);
    }
}
