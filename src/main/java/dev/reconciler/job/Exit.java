package dev.reconciler.job;

/** What a command's exit status says, as bits that are added up (contract, section 7). */
public enum Exit {
    /** A usage error, or a failure. */
    FAILURE(1),
    /** Damage was found, or something is to be published. */
    DAMAGE(2),
    /** Something could not be read or checked. */
    INCOMPLETE(4),
    /** Not enough people have signed. */
    WAITING(8),
    /** Some writes met a conflict. */
    CONFLICT(16);

    private final int bit;

    Exit(int bit) {
        this.bit = bit;
    }

    /** Its part of the sum. */
    public int bit() {
        return bit;
    }

    /** Whether a sum has it. */
    public boolean isIn(int bits) {
        return (bits & bit) != 0;
    }
}
