package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import java.util.Optional;

/**
 * A tree that is known to be damaged.
 *
 * @param missing whether its object or a subtree's is not in the store
 * @param corrupt whether its object or a subtree's is corrupt
 * @param unread one of its tree objects that could not be read and why, so that the other of the
 *     two kinds of damage may hold as well
 * @param why the first damaged object, for people
 */
public record UnreadableTree(
        TreeId id, boolean missing, boolean corrupt, Optional<String> unread, String why)
        implements TreeAnswer {

    /**
     * @throws IllegalArgumentException when it is neither missing nor corrupt
     */
    public UnreadableTree {
        if (!missing && !corrupt) {
            throw new IllegalArgumentException("nothing is wrong with tree " + id);
        }
    }
}
