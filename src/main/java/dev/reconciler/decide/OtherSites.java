package dev.reconciler.decide;

import dev.reconciler.model.Id;

/**
 * What is known of another site: a deploy that it publishes stays up only as long as it goes on
 * with that.
 */
@FunctionalInterface
public interface OtherSites {
    /**
     * @param site a live one
     */
    SiteFacts of(Id site);
}
