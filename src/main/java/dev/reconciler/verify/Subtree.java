package dev.reconciler.verify;

import java.time.Instant;

/**
 * A tree object and all below it, summed up in constant size: shared subtrees form a graph with
 * more paths than can be counted, so sums are made once per object and saturate.
 *
 * @param height levels from this one down to the deepest, this one included; {@link #TOO_HIGH}
 *     stands for all that is higher
 * @param missing whether a tree object is missing
 * @param corrupt whether one is corrupt in itself
 * @param unread whether one could not be read
 * @param files how many files by path
 * @param missingFiles how many of them are missing
 * @param corruptFiles how many have a wrong size or digest
 * @param unreadFiles how many could not be read
 * @param since when the first object was checked
 */
public record Subtree(
        int height,
        boolean missing,
        boolean corrupt,
        boolean unread,
        long files,
        long missingFiles,
        long corruptFiles,
        long unreadFiles,
        Instant since) {

    /** A tree that lies deeper is corrupt; the root is level 1 (contract, section 2). */
    public static final int MOST_LEVELS = 256;

    /** More than any tree may have. */
    public static final int TOO_HIGH = MOST_LEVELS + 1;

    /** A tree object without its entries. */
    static Subtree of(TreeCheck check) {
        return new Subtree(
                1,
                check instanceof TreeCheck.Missing,
                check instanceof TreeCheck.Corrupt,
                check instanceof TreeCheck.Unread,
                0,
                0,
                0,
                0,
                check.at());
    }

    /** This tree with one more subtree in it. */
    Subtree with(Subtree child) {
        return new Subtree(
                Math.max(height, Math.min(child.height + 1, TOO_HIGH)),
                missing || child.missing,
                corrupt || child.corrupt,
                unread || child.unread,
                sum(files, child.files),
                sum(missingFiles, child.missingFiles),
                sum(corruptFiles, child.corruptFiles),
                sum(unreadFiles, child.unreadFiles),
                first(since, child.since));
    }

    /** This tree with one more file in it. */
    Subtree with(FileState file, Instant checkedAt) {
        return new Subtree(
                height,
                missing,
                corrupt,
                unread,
                sum(files, 1),
                sum(missingFiles, file == FileState.MISSING ? 1 : 0),
                sum(corruptFiles, file == FileState.CORRUPT ? 1 : 0),
                sum(unreadFiles, file == FileState.UNREAD ? 1 : 0),
                first(since, checkedAt));
    }

    /** Whether some path leads deeper than a tree may lie. */
    boolean isTooHigh() {
        return height > MOST_LEVELS;
    }

    /** Missing and corrupt files together. */
    long damagedFiles() {
        return sum(missingFiles, corruptFiles);
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static Instant first(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
