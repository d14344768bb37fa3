package dev.reconciler.report;

/** What came of an entry. One without writes is confirmed once its turn has come. */
public enum EntryResult {
    /** Its turn has not come: the run stopped before, or left its tier out. */
    NOT_APPLIED("not-applied"),
    /** Written and read back as planned. */
    CONFIRMED("confirmed"),
    /** The document had changed since the plan: not written. */
    CONFLICT("conflict"),
    /** Written, but not as planned when it was read back. */
    NOT_CONFIRMED("not-confirmed");

    private final String text;

    EntryResult(String text) {
        this.text = text;
    }

    /** As it is written in files. */
    public String text() {
        return text;
    }
}
