package dev.reconciler.job.ledger;

/** What became of a run. */
public enum RunState {
    /** Going on, or its process vanished: the run's lock tells which. */
    RUNNING,
    COMPLETED,
    /** At somebody's wish; it can go on. */
    STOPPED,
    /** It can go on once the reason is gone. */
    FAILED,
    /**
     * It did not end, and never will: a newer run took its place, or what it was asked cannot be
     * done.
     */
    ABANDONED;

    /** Whether there is work left that may be done. */
    public boolean isOpen() {
        return this == RUNNING || this == STOPPED || this == FAILED;
    }
}
