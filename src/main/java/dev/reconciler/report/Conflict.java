package dev.reconciler.report;

/**
 * What was no longer as the plan saw it, so that an entry was left alone, wholly or in part.
 *
 * @param why for us, not for customers
 */
public record Conflict(What what, String why) {

    /** What somebody was faster with. */
    public enum What {
        /** The entry's deploy. */
        DEPLOY,
        /** The site, but for what it publishes: it was locked, say. */
        SITE,
        /** What the site publishes. */
        PUBLISHED,
        /** The deploy that the site was to publish. */
        TARGET,
        /** Nothing, but a site publishes the deploy by now, and an undo takes no page down. */
        LIVE,
        /** Nothing: the database would not take the write, or it is not known. */
        REFUSED
    }
}
