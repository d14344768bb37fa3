package dev.reconciler.source;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;

/**
 * The distributed store of tree objects and files (contract, section 2). It is only ever read.
 *
 * <p>An object that could not be read is never taken for one that is not there: {@code Missing} is
 * said by a store that answered, was allowed to answer, and has no such key. All methods may be
 * called by many threads at a time.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Reads a tree object whole. Its digest has not been compared with its id.
     *
     * @param limit in bytes; of a larger object only the size is told
     * @throws Problem where no object at all can be read that way: a wrong bucket, region or
     *     credential
     */
    Fetched fetchTree(TreeId id, int limit);

    /**
     * Streams a file and compares its digest, in constant memory.
     *
     * @param id 40 or 64 lower-case hex digits
     * @throws Problem as {@link #fetchTree}
     */
    Digested digestBlob(String id);

    /** Where the store is, for people and for the plan's header; without credentials. */
    String description();

    /**
     * Finds out whether objects can be read, and whether a missing one could be told from one that
     * is refused.
     *
     * @throws Problem where not, and what to do about it
     */
    void check();

    @Override
    void close();
}
