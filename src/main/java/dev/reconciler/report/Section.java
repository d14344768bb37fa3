package dev.reconciler.report;

/** Where a site stands on its customer's page, the most urgent first. */
public enum Section {
    DOWN,
    NEEDS_YOU,
    WITH_US,
    TO_COME,
    DONE;

    /** The more urgent of two. */
    public Section or(Section other) {
        return compareTo(other) < 0 ? this : other;
    }
}
