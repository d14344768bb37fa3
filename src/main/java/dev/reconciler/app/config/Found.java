package dev.reconciler.app.config;

/**
 * A value and where it stands.
 *
 * @param text as it was written, placeholders not yet filled in
 * @param secret whether it must not be shown
 * @param origin for people: {@code line 4}, or the environment variable
 */
record Found(String text, boolean secret, String origin) {

    /** For a message: in quotes, without what may be a password in it, or stars. */
    String shown() {
        return secret ? Masked.STARS : '"' + Masked.of(text) + '"';
    }

    @Override
    public String toString() {
        return shown() + " (" + origin + ')';
    }
}
