package dev.reconciler.model;

import dev.reconciler.model.Names.BuildField;
import java.util.Optional;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** A build document: evidence of a deploy's identity (contract, section 3). */
public final class Build {
    private final RawBsonDocument raw;
    private final Id id;
    private final KnownValues values;

    private Build(RawBsonDocument raw, Id id, KnownValues values) {
        this.raw = raw;
        this.id = id;
        this.values = values;
    }

    /**
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Build of(RawBsonDocument raw, Names names) {
        KnownFields fields = KnownFields.builds(names);
        KnownValues values = fields.find(raw);
        return new Build(raw, fields.id(values), values);
    }

    public Id id() {
        return id;
    }

    /** The document as it was read. */
    public RawBsonDocument raw() {
        return raw;
    }

    /** The deploy that it built; empty where that is absent. */
    public Optional<Id> deploy() {
        return value(BuildField.DEPLOY_ID).map(Id::of);
    }

    /**
     * What the build says of a deploy's identity field, of whatever type; empty where it says
     * nothing.
     */
    public Optional<BsonValue> says(DeployField field) {
        return switch (field) {
            case BUILD_ID -> Optional.of(id.value());
            case SITE_ID -> value(BuildField.SITE_ID);
            case BRANCH -> value(BuildField.BRANCH);
            case CONTEXT -> value(BuildField.CONTEXT);
            case CREATED_AT -> value(BuildField.CREATED_AT);
            case COMMIT_REF -> value(BuildField.SHA);
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

    private Optional<BsonValue> value(BuildField field) {
        return values.value(field.ordinal());
    }
}
