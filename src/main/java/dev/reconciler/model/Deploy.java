package dev.reconciler.model;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A deploy document, its known fields decoded once. Null is absent, everywhere (contract, section
 * 1).
 */
public final class Deploy {
    private final RawBsonDocument raw;
    private final Id id;
    private final @Nullable BsonValue[] values;

    /** Decoded once, since every rule asks for it. */
    private final Optional<TreeId> tree;

    private Deploy(RawBsonDocument raw, Id id, @Nullable BsonValue[] values) {
        this.raw = raw;
        this.id = id;
        this.values = values;
        this.tree = text(DeployField.TREE_ID).flatMap(TreeId::of);
    }

    /**
     * Decodes a document.
     *
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Deploy of(RawBsonDocument raw, Names names) {
        KnownFields fields = KnownFields.deploys(names);
        @Nullable BsonValue[] decoded = fields.decode(raw);
        return new Deploy(raw, Id.of(fields.id(decoded)), decoded);
    }

    public Id id() {
        return id;
    }

    /** The document as it was read. */
    public RawBsonDocument raw() {
        return raw;
    }

    /** Whether another document has the very same bytes. */
    public boolean hasSameBytes(Deploy other) {
        return raw.getByteBuffer().asNIO().equals(other.raw.getByteBuffer().asNIO());
    }

    /** The value as it stands, of whatever type; empty where absent or null. */
    public Optional<BsonValue> value(DeployField field) {
        return Optional.ofNullable(values[field.ordinal()]);
    }

    /** The value where it has the field's type; a pointer where it is a hex id. */
    public Optional<BsonValue> valid(DeployField field, IdTypes types) {
        BsonValue value = values[field.ordinal()];
        return value != null
                        && (field == DeployField.TREE_ID
                                ? tree.isPresent()
                                : isValid(field, value, types))
                ? Optional.of(value)
                : Optional.empty();
    }

    /** The pointer, where it is a hex id. */
    public Optional<TreeId> tree() {
        return tree;
    }

    /** The text of a field, where it is a string. */
    public Optional<String> text(DeployField field) {
        BsonValue value = values[field.ordinal()];
        return value != null && value.isString()
                ? Optional.of(value.asString().getValue())
                : Optional.empty();
    }

    /** The time in a field, where it is a date. */
    public Optional<Instant> time(DeployField field) {
        BsonValue value = values[field.ordinal()];
        return value != null && value.isDateTime()
                ? Optional.of(Instant.ofEpochMilli(value.asDateTime().getValue()))
                : Optional.empty();
    }

    /** The deploy as if some of its fields were absent. */
    private Deploy without(DeployField... fields) {
        @Nullable BsonValue[] rest = values.clone();
        for (DeployField field : fields) {
            rest[field.ordinal()] = null;
        }
        return new Deploy(raw, id, rest);
    }

    /**
     * Whether an earlier plan set the deploy aside, so that readers of its site do not fail on it
     * (contract, section 5).
     */
    public boolean isSidelined() {
        return text(DeployField.STATE).filter(DeployState.ERROR::equals).isPresent()
                && text(DeployField.ERROR_MESSAGE)
                        .filter(message -> message.startsWith(DeployState.SIDELINED))
                        .isPresent();
    }

    /**
     * The deploy as the platform left it: our own mark tells nothing of its {@code state} and
     * {@code error_message}.
     */
    public Deploy withoutOurMark() {
        return isSidelined() ? without(DeployField.STATE, DeployField.ERROR_MESSAGE) : this;
    }

    /** Whether a value has the type that the field is to have. */
    public static boolean isValid(DeployField field, BsonValue value, IdTypes types) {
        BsonType type = value.getBsonType();
        return switch (field.type()) {
            case ID -> types.accepts(field, value);
            case HEX_ID -> type == BsonType.STRING && TreeId.isHexId(value.asString().getValue());
            case STRING, DATE, BOOLEAN, ARRAY -> field.accepts(type);
        };
    }
}
