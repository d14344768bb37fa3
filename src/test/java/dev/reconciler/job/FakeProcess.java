package dev.reconciler.job;

import dev.reconciler.job.ledger.LedgerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the fake job in a process of its own, which a test may lose. */
final class FakeProcess {

    private FakeProcess() {}

    /** In the new process: arguments are the home folder and, optionally, the URL of a ledger. */
    public static void main(String[] args) {
        Path home = Path.of(args[0]);
        Settings settings =
                args.length == 1
                        ? TestSettings.in(home)
                        : TestSettings.in(
                                home,
                                new LedgerAddress(args[1], Optional.empty(), Optional.empty()));
        Outcome outcome = new Jobs(settings, Map.of("plan", FakeJob.class), Watcher.none()).plan();
        System.exit(outcome.exitStatus());
    }

    static Process start(String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeProcess.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
