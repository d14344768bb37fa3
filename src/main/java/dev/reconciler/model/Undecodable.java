package dev.reconciler.model;

/**
 * A document that is no BSON, or that has no {@code _id}. It becomes a finding, never the end of a
 * run.
 */
public final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Undecodable(String why) {
        super(why);
    }

    public Undecodable(String why, Throwable cause) {
        super(why, cause);
    }
}
