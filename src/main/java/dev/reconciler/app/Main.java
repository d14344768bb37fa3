package dev.reconciler.app;

import java.io.PrintStream;
import java.util.List;

/** Entry point of the program. Help and version are answered before anything else is loaded. */
public final class Main {

    private Main() {}

    /** Runs one command; the process ends with its status. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.equals(List.of("--version"))) {
            out.println("deploy-reconciler " + version());
            return 0;
        }
        err.println("usage: reconciler --version");
        return 1;
    }

    /** The version in the jar's manifest; {@code dev} where the classes do not come from a jar. */
    private static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
