package dev.reconciler.job.plan;

import dev.reconciler.model.Site;
import java.time.Instant;
import java.util.Optional;

/** When a site was changed by anybody but us. */
@FunctionalInterface
interface SiteUpdates {
    /**
     * The {@code updated_at} of a site, live or gone; of one that our journal wrote, the one that
     * it replaced (contract, section 5).
     *
     * @return empty where that is absent or no date
     */
    Optional<Instant> lastByPlatform(Site site);
}
