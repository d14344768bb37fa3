package dev.reconciler.job;

/**
 * How much is done between two commits of a step: what is done again after a kill.
 *
 * @param compare deploys
 * @param recheck findings
 * @param decide sites
 * @param write entries
 * @param confirm entries
 * @param report accounts
 */
public record Chunks(int compare, int recheck, int decide, int write, int confirm, int report) {
    /** Large enough that a commit costs little beside the work, small enough to be done again. */
    static final Chunks DEFAULT = new Chunks(10_000, 500, 50, 50, 200, 20);
}
