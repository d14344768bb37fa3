package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows it all at work on an invented platform. The demo lies beside the program; the launcher adds
 * it for this command only.
 */
@Command(
        name = "demo",
        description =
                "Invents a platform with an incident, and finds, plans, signs, repairs, confirms and reports it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler demo",
            "  reconciler demo --keep",
            "  reconciler demo --seed 7"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String DEMO = "dev.reconciler.demo.Demo";

    private final Cli cli;

    @Option(
            names = "--keep",
            description =
                    "leave the platform running, with a ready reconciler.yaml and commands to play with")
    private boolean keep;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "invent another platform and another incident")
    private Optional<Long> seed = Optional.empty();

    DemoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return load().run(cli.console(), keep, seed);
    }

    private static Demonstration load() {
        try {
            return (Demonstration) Class.forName(DEMO).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new Problem(
                    "the demo is not on the class path",
                    DEMO,
                    "start it with the launcher: ./reconciler demo",
                    e);
        }
    }
}
