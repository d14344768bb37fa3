package dev.reconciler.acceptance;

import dev.reconciler.app.cli.Cli;
import dev.reconciler.app.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the program's commands in this JVM, as a shell without a terminal would.
 *
 * @param home the folder that they run in
 */
record Shell(Path home, Map<String, String> environment) {

    /** With this process's environment, but for what would override a configuration. */
    Shell(Path home) {
        this(home, environment(System.getenv()));
    }

    private static Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> environment = new TreeMap<>(ours);
        environment.keySet().removeIf(name -> name.startsWith("RECONCILER"));
        return environment;
    }

    /** What one command said, and its exit status. */
    record Said(List<String> command, int status, String out, String err) {

        @Override
        public String toString() {
            return "$ reconciler "
                    + String.join(" ", command)
                    + "\n"
                    + out
                    + err
                    + "[exit status "
                    + status
                    + "]";
        }
    }

    Said run(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.silent(home, environment, print(out), print(err));
        int status = Cli.run(List.of(command), console);
        console.out().flush();
        console.err().flush();
        return new Said(
                List.of(command),
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
