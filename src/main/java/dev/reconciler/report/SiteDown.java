package dev.reconciler.report;

/** Why a site stands in {@code sites-down.csv} (contract, section 7). */
public enum SiteDown {
    DEPLOY_GONE("publishes a deploy that does not exist"),
    DEPLOY_OF_ANOTHER_SITE("publishes a deploy of another site"),
    TREE_UNREADABLE("the tree of the published deploy is lost, missing or corrupt"),
    FILES_DAMAGED("files of the published deploy are missing or corrupt"),
    PUBLISHES_NOTHING("publishes nothing, though it did in the snapshot"),
    /** Only once a plan was applied. */
    NOT_REPAIRED("the repair of what it publishes did not go through"),
    /** Only of an undo. */
    TAKEN_BACK("the repair of what it publishes is taken back");

    private final String text;

    SiteDown(String text) {
        this.text = text;
    }

    /** As it is written in files, for support. */
    public String text() {
        return text;
    }

    /** Whether visitors get the site's pages, if not all of their files. */
    public boolean isPartial() {
        return this == FILES_DAMAGED;
    }
}
