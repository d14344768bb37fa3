package dev.reconciler.model;

/**
 * Where a restored pointer was taken from, in the order in which candidates are tried (contract,
 * section 5); or who named it where no candidate would do.
 */
public enum Source {
    LIVE("live"),
    SNAPSHOT("snapshot"),
    POINTER_LOG("pointer-log"),
    /** A person named it. */
    DECISION("decision");

    private final String text;

    Source(String text) {
        this.text = text;
    }

    /** As it is written in files and shown to people. */
    public String text() {
        return text;
    }

    /** The source of that name. */
    public static Source ofText(String text) {
        for (Source source : values()) {
            if (source.text.equals(text)) {
                return source;
            }
        }
        throw new IllegalArgumentException("no such source: " + text);
    }
}
