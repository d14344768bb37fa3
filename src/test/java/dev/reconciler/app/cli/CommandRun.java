package dev.reconciler.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command that was run in this process.
 *
 * @param status its exit status
 */
record CommandRun(int status, String out, String err) {

    static CommandRun in(Path home, String... arguments) {
        return in(home, Map.of(), arguments);
    }

    static CommandRun in(Path home, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            status =
                    Cli.run(
                            List.of(arguments),
                            Console.silent(home, environment, outStream, errStream));
        }
        return new CommandRun(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The last line of the answer. */
    String lastLine() {
        return out.lines().reduce("", (former, line) -> line);
    }
}
