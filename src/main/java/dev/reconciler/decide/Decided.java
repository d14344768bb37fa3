package dev.reconciler.decide;

/**
 * Who decided about a deploy that the rules leave to people, and why: both as they wrote it.
 *
 * @param by a name or an address; not blank
 * @param why in a sentence; not blank
 */
public record Decided(String by, String why) {

    public Decided {
        if (by.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a decision says who made it, and why");
        }
    }
}
