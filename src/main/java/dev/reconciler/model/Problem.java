package dev.reconciler.model;

/**
 * An error for the person who reads it at 3 a.m.: what happened, where, and what to do now. The
 * command line prints these three and nothing else.
 *
 * <p>Never put a password, a key or a whole URI with credentials into any of them.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String where;
    private final String next;

    /**
     * @param what what happened, one clause without a full stop
     * @param where the file, document, key or setting that it happened to
     * @param next what to do now
     */
    public Problem(String what, String where, String next) {
        super(message(what, where, next));
        this.what = what;
        this.where = where;
        this.next = next;
    }

    /**
     * As {@link #Problem(String, String, String)}, with the error underneath, which is shown by
     * {@code -v} only.
     */
    public Problem(String what, String where, String next, Throwable cause) {
        super(message(what, where, next), cause);
        this.what = what;
        this.where = where;
        this.next = next;
    }

    /** What happened. */
    public String what() {
        return what;
    }

    /** What it happened to. */
    public String where() {
        return where;
    }

    /** What to do now. */
    public String next() {
        return next;
    }

    private static String message(String what, String where, String next) {
        return what + " (" + where + "): " + next;
    }
}
