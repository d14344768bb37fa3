package dev.reconciler.app.cli;

/**
 * How much the libraries say. It has to be set before the first of them is loaded: {@code
 * logback.xml} reads it once.
 */
final class LogLevel {

    private LogLevel() {}

    static void set(boolean verbose) {
        if (verbose) {
            System.setProperty("reconciler.log", "INFO");
        }
    }
}
