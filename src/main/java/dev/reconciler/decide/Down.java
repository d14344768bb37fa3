package dev.reconciler.decide;

/** Why a site is down once the plan is applied (contract, section 7, {@code sites-down.csv}). */
public enum Down {
    DEPLOY_GONE,
    DEPLOY_OF_ANOTHER_SITE,
    TREE_UNREADABLE,
    FILES_DAMAGED,
    PUBLISHES_NOTHING
}
