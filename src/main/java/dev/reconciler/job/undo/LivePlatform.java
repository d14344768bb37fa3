package dev.reconciler.job.undo;

import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.undo.Platform;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/** What some entries need of the platform, read in two queries. */
record LivePlatform(Map<Id, RawBsonDocument> deploys, Map<Id, Set<Id>> sites) implements Platform {

    /**
     * @param deploys those whose documents matter
     * @param written those of which it matters who publishes them
     */
    static LivePlatform read(LiveDatabase live, Names names, Set<Id> deploys, Set<Id> written) {
        return new LivePlatform(
                live.read(names.deploys(), deploys),
                live.having(names.sites(), names.of(SiteField.PUBLISHED_DEPLOY_ID), written));
    }

    @Override
    public Optional<RawBsonDocument> deploy(Id id) {
        return Optional.ofNullable(deploys.get(id));
    }

    @Override
    public Set<Id> publishers(Id deploy) {
        return sites.getOrDefault(deploy, Set.of());
    }
}
