package dev.reconciler.model;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A build document: evidence of a deploy's identity (contract, section 3).
 *
 * @param document the whole of it, decoded
 * @param deploy the deploy that it built; empty where that is absent
 */
public record Build(Id id, BsonDocument document, Optional<Id> deploy) {

    /**
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Build of(RawBsonDocument raw, Names names) {
        BsonDocument document = Documents.whole(raw);
        return new Build(
                Documents.id(document),
                document,
                Documents.present(document, names.of(Names.BuildField.DEPLOY_ID)).map(Id::of));
    }

    /**
     * What the build says of a deploy's identity field, of whatever type; empty where it says
     * nothing.
     */
    public Optional<BsonValue> says(DeployField field, Names names) {
        return switch (field) {
            case BUILD_ID -> Optional.of(id.value());
            case SITE_ID -> Documents.present(document, names.of(Names.BuildField.SITE_ID));
            case BRANCH -> Documents.present(document, names.of(Names.BuildField.BRANCH));
            case CONTEXT -> Documents.present(document, names.of(Names.BuildField.CONTEXT));
            case CREATED_AT -> Documents.present(document, names.of(Names.BuildField.CREATED_AT));
            case COMMIT_REF -> Documents.present(document, names.of(Names.BuildField.SHA));
            case ACCOUNT_ID,
                    TREE_ID,
                    STATE,
                    TITLE,
                    ERROR_MESSAGE,
                    UPDATED_AT,
                    PUBLISHED_AT,
                    LOCKED,
                    REQUIRED ->
                    Optional.empty();
        };
    }
}
