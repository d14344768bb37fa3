package dev.reconciler.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs and what it talks to. In the program this is the process's own; tests and
 * the demo give another one.
 *
 * @param home what relative paths are relative to; plans are in {@code plans} below it
 * @param out for answers
 * @param err for progress and errors
 * @param terminal whether a person looks on: bars that move, and colour
 * @param signals how a command learns that it is to stop
 */
public record Console(
        Path home,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Signals signals) {

    /** The process's own. */
    public static Console ofProcess() {
        var terminal = System.console();
        boolean attached = terminal != null && terminal.isTerminal();
        return new Console(
                Path.of(""), System.getenv(), System.out, System.err, attached, new Signals());
    }

    /** Without a terminal and without the process's signals. */
    public static Console silent(
            Path home, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new Console(home, environment, out, err, false, new Signals());
    }

    /** Whether colour is welcome (no-color.org). */
    boolean colour() {
        String no = environment.getOrDefault("NO_COLOR", "");
        return terminal && no.isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
