package dev.reconciler.demo;

import dev.reconciler.app.cli.Cli;
import dev.reconciler.app.cli.Console;
import dev.reconciler.app.cli.Signals;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells the story on the screen, and types the commands. */
final class Narrator {
    private final Console screen;
    private final Console shell;

    /**
     * @param home the folder that commands run in
     */
    Narrator(Console screen, Path home) {
        this.screen = screen;
        this.shell =
                new Console(
                        home,
                        harmless(screen.environment()),
                        screen.out(),
                        screen.err(),
                        screen.terminal(),
                        new Signals());
    }

    /**
     * Without variables that override the configuration: they mean a real platform, which is none
     * of the demo's.
     */
    private static Map<String, String> harmless(Map<String, String> environment) {
        Map<String, String> harmless = new TreeMap<>(environment);
        harmless.keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("RECONCILER"));
        return harmless;
    }

    void say(String line) {
        screen.out().println(line);
        screen.out().flush();
    }

    /** A new scene. */
    void scene(String line) {
        say("");
        say(bold(line));
    }

    /** Types a command and gives its exit status. */
    int type(String... command) {
        say("");
        say(bold("$ reconciler " + String.join(" ", command)));
        int status = Cli.run(List.of(command), shell);
        screen.err().flush();
        if (status != 0) {
            say("[exit status " + status + "]");
        }
        return status;
    }

    private String bold(String text) {
        boolean colour =
                screen.terminal() && screen.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
