package dev.reconciler.job;

/**
 * A text that must never be shown. It prints as stars, whoever prints it.
 *
 * @param value the text itself, for the client that needs it
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "******";
    }
}
