package dev.reconciler.app;

import dev.reconciler.app.cli.Cli;
import dev.reconciler.app.cli.Console;
import java.util.List;

/** Entry point of the program. */
public final class Main {

    private Main() {}

    /** Runs one command; the process ends with its status. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        console.signals().install();
        int status = Cli.run(List.of(args), console);
        console.out().flush();
        console.signals().ended(status);
        System.exit(status);
    }
}
