package dev.reconciler.model;

/** The kinds of damage of contract section 4, in its words. */
public enum Damage {
    POINTER_LOST("pointer-lost"),
    POINTER_CHANGED("pointer-changed"),
    IDENTITY_LOST("identity-lost"),
    IDENTITY_CHANGED("identity-changed"),
    FIELD_INVALID("field-invalid"),
    TREE_MISSING("tree-missing"),
    TREE_CORRUPT("tree-corrupt"),
    FILE_MISSING("file-missing"),
    FILE_CORRUPT("file-corrupt");

    private final String text;

    Damage(String text) {
        this.text = text;
    }

    /** As it is written in files and shown to people. */
    public String text() {
        return text;
    }

    /**
     * Whether the deploy's document is damaged, as opposed to what its pointer names in the store.
     */
    public boolean isMetadata() {
        return ordinal() <= FIELD_INVALID.ordinal();
    }

    /** Whether the deploy does not have the pointer that it should have. */
    public boolean isPointer() {
        return this == POINTER_LOST || this == POINTER_CHANGED;
    }

    /** The kind of that name. */
    public static Damage ofText(String text) {
        for (Damage damage : values()) {
            if (damage.text.equals(text)) {
                return damage;
            }
        }
        throw new IllegalArgumentException("no such damage: " + text);
    }
}
