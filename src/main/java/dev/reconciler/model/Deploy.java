package dev.reconciler.model;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A deploy document with its known fields, which are decoded when they are asked for. Null is
 * absent, everywhere (contract, section 1).
 */
public final class Deploy {
    private final RawBsonDocument raw;
    private final Id id;
    private final KnownValues values;

    /** Decoded once at most, since every rule asks for it. */
    private @Nullable Optional<TreeId> tree;

    private Deploy(RawBsonDocument raw, Id id, KnownValues values) {
        this.raw = raw;
        this.id = id;
        this.values = values;
    }

    /**
     * Finds the known fields of a document.
     *
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Deploy of(RawBsonDocument raw, Names names) {
        KnownFields fields = KnownFields.deploys(names);
        KnownValues values = fields.find(raw);
        return new Deploy(raw, fields.id(values), values);
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

    /** Whether a field is there, of whatever type. */
    public boolean has(DeployField field) {
        return values.has(field.ordinal());
    }

    /** Whether another deploy has the very same value in a field, of the same type. */
    public boolean hasSame(DeployField field, Deploy other) {
        return values.isSame(field.ordinal(), other.values);
    }

    /** The value as it stands, of whatever type; empty where absent or null. */
    public Optional<BsonValue> value(DeployField field) {
        return values.value(field.ordinal());
    }

    /** Whether a field is there and has its type; a pointer has to be a hex id. */
    public boolean isValid(DeployField field, IdTypes types) {
        return has(field)
                && switch (field.type()) {
                    case ID -> types.accepts(field, values.type(field.ordinal()));
                    case HEX_ID -> tree().isPresent();
                    case STRING, DATE, BOOLEAN, ARRAY ->
                            field.accepts(values.type(field.ordinal()));
                };
    }

    /** The value where it has the field's type; a pointer where it is a hex id. */
    public Optional<BsonValue> valid(DeployField field, IdTypes types) {
        return isValid(field, types) ? value(field) : Optional.empty();
    }

    /** The pointer, where it is a hex id. */
    public Optional<TreeId> tree() {
        Optional<TreeId> known = tree;
        if (known == null) {
            known = text(DeployField.TREE_ID).flatMap(TreeId::of);
            tree = known;
        }
        return known;
    }

    /** The text of a field, where it is a string. */
    public Optional<String> text(DeployField field) {
        return values.has(field.ordinal(), BsonType.STRING)
                ? Optional.of(values.text(field.ordinal()))
                : Optional.empty();
    }

    /** The time in a field, where it is a date. */
    public Optional<Instant> time(DeployField field) {
        return values.has(field.ordinal(), BsonType.DATE_TIME)
                ? value(field).map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()))
                : Optional.empty();
    }

    /**
     * Whether an earlier plan set the deploy aside, so that readers of its site do not fail on it
     * (contract, section 5).
     */
    public boolean isSidelined() {
        return text(DeployField.ERROR_MESSAGE)
                        .filter(message -> message.startsWith(DeployState.SIDELINED))
                        .isPresent()
                && text(DeployField.STATE).filter(DeployState.ERROR::equals).isPresent();
    }

    /**
     * The deploy as the platform left it: our own mark tells nothing of its {@code state} and
     * {@code error_message}.
     */
    public Deploy withoutOurMark() {
        return isSidelined()
                ? new Deploy(
                        raw,
                        id,
                        values.without(
                                DeployField.STATE.ordinal(), DeployField.ERROR_MESSAGE.ordinal()))
                : this;
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
