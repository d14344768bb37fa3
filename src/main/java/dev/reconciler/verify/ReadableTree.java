package dev.reconciler.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * Proof that a tree and all its subtrees are there and none is corrupt. Only this package makes
 * one, so whoever holds it knows that the check was made.
 */
public sealed interface ReadableTree extends TreeAnswer, SeenFiles
        permits IntactTree, ProvenReadable {

    /** At most this many damaged files are listed; the rest is counted. */
    int MOST_LISTED = 1_000;

    /**
     * A file that could not be read and why, where there is one: it is neither damaged nor intact.
     */
    Optional<String> unread();

    /** How many files there are by path; {@link Long#MAX_VALUE} at most. */
    long files();

    /**
     * When the first of the objects was checked: the proof is as old as the oldest of its parts.
     */
    Instant provenAt();
}
