package dev.reconciler.decide;

import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import java.util.Optional;

/**
 * Whether a site is down once the plan is applied (contract, section 7, {@code sites-down.csv}).
 */
final class SiteDown {
    private SiteDown() {}

    /** Why the site is down; empty where it is not, is gone, or cannot be told. */
    static Optional<Down> why(SiteCase site, Publication publication, Reversion reversion) {
        if (site.facts().live().isEmpty()) {
            return Optional.empty();
        }
        Optional<Id> published = publishedAfter(site, publication, reversion);
        if (published.isEmpty()) {
            boolean didBefore = site.facts().snapshot().flatMap(Site::published).isPresent();
            return didBefore ? Optional.of(Down.PUBLISHES_NOTHING) : Optional.empty();
        }
        Optional<Member> deploy = published.flatMap(site::member);
        if (deploy.isEmpty()) {
            return Optional.of(
                    site.isKnown(published.get()) ? Down.DEPLOY_OF_ANOTHER_SITE : Down.DEPLOY_GONE);
        }
        return deploy.get().isIntact().isNo() ? Optional.of(why(deploy.get())) : Optional.empty();
    }

    private static Optional<Id> publishedAfter(
            SiteCase site, Publication publication, Reversion reversion) {
        if (publication.published().isPresent()) {
            return publication.published().map(Member::id);
        }
        return reversion instanceof Reversion.To to
                ? Optional.of(to.target().id())
                : site.facts().published();
    }

    private static Down why(Member deploy) {
        return deploy.seenFiles().isPresent() ? Down.FILES_DAMAGED : Down.TREE_UNREADABLE;
    }
}
