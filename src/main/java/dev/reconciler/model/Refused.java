package dev.reconciler.model;

/**
 * What was asked for is refused for how it was asked, before anything more is done: the same again
 * would be refused again, so that the command has to be corrected.
 */
public final class Refused extends Problem {
    private static final long serialVersionUID = 1L;

    /** As {@link Problem#Problem(String, String, String)}. */
    public Refused(String what, String where, String next) {
        super(what, where, next);
    }

    /** What was asked, as somebody has told what is the matter with it. */
    public Refused(Problem problem) {
        super(problem.what(), problem.where(), problem.next(), problem);
    }
}
