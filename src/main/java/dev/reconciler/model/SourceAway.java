package dev.reconciler.model;

/**
 * A source that had answered before and then stayed away, however often it was asked. The run ends
 * as incomplete, and can go on once the source is back.
 */
public final class SourceAway extends Problem {
    private static final long serialVersionUID = 1L;

    /** What is the matter, in the source's own words. */
    public SourceAway(Problem problem) {
        super(problem.what(), problem.where(), problem.next(), problem);
    }
}
