package dev.reconciler.model;

import org.bson.BsonType;

/**
 * The known fields of a deploy document, with their class and type (contract, section 1). Anything
 * else is never compared.
 */
public enum DeployField {
    SITE_ID("site_id", Role.IDENTITY, Type.ID, true),
    ACCOUNT_ID("account_id", Role.IDENTITY, Type.ID, true),
    BUILD_ID("build_id", Role.IDENTITY, Type.ID, false),
    CONTEXT("context", Role.IDENTITY, Type.STRING, true),
    BRANCH("branch", Role.IDENTITY, Type.STRING, false),
    COMMIT_REF("commit_ref", Role.IDENTITY, Type.STRING, false),
    CREATED_AT("created_at", Role.IDENTITY, Type.DATE, true),
    TREE_ID("tree_id", Role.POINTER, Type.HEX_ID, false),
    STATE("state", Role.LIFECYCLE, Type.STRING, false),
    TITLE("title", Role.LIFECYCLE, Type.STRING, false),
    ERROR_MESSAGE("error_message", Role.LIFECYCLE, Type.STRING, false),
    UPDATED_AT("updated_at", Role.LIFECYCLE, Type.DATE, false),
    PUBLISHED_AT("published_at", Role.LIFECYCLE, Type.DATE, false),
    LOCKED("locked", Role.LIFECYCLE, Type.BOOLEAN, false),
    REQUIRED("required", Role.LIFECYCLE, Type.ARRAY, false);

    /** Who writes a field and when. */
    public enum Role {
        /** Written once, never changed by the platform. */
        IDENTITY,
        /** Unset while the deploy is being built, then written once. */
        POINTER,
        /** Changed by the platform at any time. */
        LIFECYCLE
    }

    /**
     * What a value has to be. The type of an {@code ID} depends on the ids of the collection that
     * it names.
     */
    public enum Type {
        ID,
        STRING,
        DATE,
        BOOLEAN,
        ARRAY,
        HEX_ID
    }

    private final String defaultName;
    private final Role role;
    private final Type type;
    private final boolean required;

    DeployField(String defaultName, Role role, Type type, boolean required) {
        this.defaultName = defaultName;
        this.role = role;
        this.type = type;
        this.required = required;
    }

    /** The field's name unless the configuration says otherwise. */
    public String defaultName() {
        return defaultName;
    }

    public Role role() {
        return role;
    }

    public Type type() {
        return type;
    }

    /** Whether a deploy cannot do without it: only identity fields are required. */
    public boolean required() {
        return required;
    }

    /**
     * Whether a value of this BSON type can stand in the field; ids and hex ids are judged by
     * {@link Deploy}.
     */
    boolean accepts(BsonType bson) {
        return switch (type) {
            case STRING, HEX_ID -> bson == BsonType.STRING;
            case DATE -> bson == BsonType.DATE_TIME;
            case BOOLEAN -> bson == BsonType.BOOLEAN;
            case ARRAY -> bson == BsonType.ARRAY;
            case ID -> true;
        };
    }
}
