package dev.reconciler.job.undo;

import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.undo.Platform;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** What some entries need of the platform, read in two queries. */
record LivePlatform(Map<Id, BsonDocument> deploys, Map<Id, Set<Id>> sites) implements Platform {

    /**
     * @param deploys those whose documents matter
     * @param written those of which it matters who publishes them
     */
    static LivePlatform read(LiveDatabase live, Names names, Set<Id> deploys, Set<Id> written) {
        Map<Id, BsonDocument> found = new HashMap<>();
        live.read(
                names.deploys(),
                deploys,
                document ->
                        found.put(Id.ofDocument(document).orElseThrow(), brief(document, names)));
        return new LivePlatform(
                found,
                live.having(names.sites(), names.of(SiteField.PUBLISHED_DEPLOY_ID), written));
    }

    private static BsonDocument brief(RawBsonDocument deploy, Names names) {
        BsonDocument brief = new BsonDocument();
        for (DeployField field : List.of(DeployField.STATE, DeployField.TREE_ID)) {
            FieldValue.of(deploy, names.of(field))
                    .ifPresent(value -> brief.put(names.of(field), value));
        }
        return brief;
    }

    @Override
    public Optional<BsonDocument> deploy(Id id) {
        return Optional.ofNullable(deploys.get(id));
    }

    @Override
    public Set<Id> publishers(Id deploy) {
        return sites.getOrDefault(deploy, Set.of());
    }
}
