package dev.reconciler.decide;

import dev.reconciler.model.Id;
import java.util.Optional;

/**
 * What is known of another site: a deploy that it publishes stays up only as long as it goes on
 * with that.
 */
@FunctionalInterface
public interface OtherSites {
    /**
     * @param site a live one
     * @return empty where the plan leaves that site as it is
     */
    Optional<SiteFacts> of(Id site);
}
