package dev.reconciler.approve;

import java.nio.file.Path;

/** A file that should be a signature of the plan, and counts for nothing. */
public record Rejected(Path file, Reason reason) {

    /** Why a signature does not count. */
    public enum Reason {
        UNREADABLE("it cannot be read: let us read it, or move it away"),
        NO_SIGNATURE("it is no SSH signature, or damaged"),
        OTHER_NAMESPACE("it was made for another purpose than " + Approvals.NAMESPACE),
        UNKNOWN_KEY("its key does not stand in allowed_signers"),
        TWO_PRINCIPALS("its key stands under two principals, so it is nobody's"),
        PATTERN("its key stands under a pattern, which names nobody"),
        OTHER_TEXT("it does not fit this plan's id: it is another plan's, or damaged"),
        NOT_VALID("its key may not sign this now: see the dates and namespaces in allowed_signers"),
        SAME_PERSON("its person has signed already, and counts once");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
