package dev.reconciler.app.cli;

import dev.reconciler.app.config.Configuration;
import dev.reconciler.app.config.Nearest;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The command line: parses, calls, prints. */
@Command(
        name = "reconciler",
        description =
                "Finds the deploys that a bad write damaged, plans their repair, and applies what two people signed.",
        versionProvider = Cli.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status, a sum: 0 clean, 1 usage or failure, 2 damage found or something to publish,",
            "4 incomplete, 8 waiting for approval, 16 some writes met a conflict.",
            "",
            "From an incident to its repair:",
            "  reconciler config check",
            "  reconciler plan",
            "  reconciler show latest",
            "  reconciler approve latest --key ~/.ssh/id_ed25519     (two people)",
            "  reconciler apply latest",
            "First see it all at work on an invented platform:",
            "  reconciler demo"
        })
public final class Cli implements Runnable {
    /**
     * For machines, though people look at it, too: nothing in it does more to a terminal than text.
     */
    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .build();

    private final Console console;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "reconciler.yaml",
            scope = ScopeType.INHERIT,
            description = "the configuration (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("reconciler.yaml");

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "say more; with an error, its stack")
    private boolean verbose;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "answer in JSON, for machines")
    private boolean json;

    private Cli(Console console) {
        this.console = console;
    }

    /** Runs one command; gives its exit status. */
    public static int run(List<String> arguments, Console console) {
        Cli cli = new Cli(console);
        return cli.commands().execute(arguments.toArray(String[]::new));
    }

    private CommandLine commands() {
        CommandLine commands = new CommandLine(this);
        commands.addSubcommand(new PlanCommand(this))
                .addSubcommand(new ShowCommand(this))
                .addSubcommand(new DiffCommand(this))
                .addSubcommand(new ApproveCommand(this))
                .addSubcommand(new ApplyCommand(this))
                .addSubcommand(new UndoCommand(this))
                .addSubcommand(new ReportCommand(this))
                .addSubcommand(new StatusCommand(this))
                .addSubcommand(new ResumeCommand(this))
                .addSubcommand(
                        new CommandLine(new ConfigCommand())
                                .addSubcommand(new ConfigCheckCommand(this)))
                .addSubcommand(
                        new CommandLine(new BackupCommand())
                                .addSubcommand(new BackupVerifyCommand(this))
                                .addSubcommand(new BackupExportCommand(this)))
                .addSubcommand(new DemoCommand(this))
                .addSubcommand(new CommandLine.HelpCommand());
        commands.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
        commands.setOut(new PrintWriter(console.out(), true));
        commands.setErr(new PrintWriter(console.err(), true));
        commands.setUsageHelpWidth(100);
        commands.setParameterExceptionHandler(this::usageError);
        commands.setExecutionExceptionHandler(this::failure);
        return commands;
    }

    @Override
    public void run() {
        throw new Problem("a command is missing", "reconciler", "choose one: reconciler --help");
    }

    private int usageError(ParameterException error, String[] arguments) {
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        String suggestion =
                error instanceof UnmatchedArgumentException unmatched ? suggestion(unmatched) : "";
        return failed(
                new Problem(
                        String.valueOf(error.getMessage()),
                        command,
                        suggestion + "see " + command + " --help",
                        error));
    }

    /** Picocli knows options that begin alike; we know commands that are spelled alike. */
    private static String suggestion(UnmatchedArgumentException error) {
        List<String> known =
                error.getSuggestions().isEmpty()
                        ? List.copyOf(error.getCommandLine().getSubcommands().keySet())
                        : error.getSuggestions();
        return Nearest.to(error.getUnmatched().getFirst(), known)
                .map(near -> "did you mean " + near + "? ")
                .orElse("");
    }

    private int failure(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        return failed(error instanceof Problem problem ? problem : unexpected(error));
    }

    private static Problem unexpected(Exception error) {
        return new Problem(
                "the program failed", error.toString(), "report it, with what -v prints", error);
    }

    /** Tells a problem; gives the status of a failure. */
    int failed(Problem problem) {
        if (json) {
            answer(Map.of("error", machine(problem)));
        } else {
            Screen.error(console, problem, verbose);
        }
        return 1;
    }

    /** The same three, for machines. */
    static Map<String, String> machine(Problem problem) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("what", problem.what());
        parts.put("where", problem.where());
        parts.put("next", problem.next());
        return parts;
    }

    Console console() {
        return console;
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    /** The configuration, validated. */
    Settings settings() {
        return Configuration.read(config, console.environment(), console.home());
    }

    /** A line of the answer for people. */
    void print(String line) {
        console.out().println(line);
    }

    /** Something that a person should mend, though the command goes on. */
    void warn(String text) {
        console.err()
                .println(
                        json
                                ? JSON.writeValueAsString(Map.of("warning", text))
                                : "warning: " + Screen.safe(text));
    }

    /** The configuration's file. */
    Path configuration() {
        return console.home().resolve(config);
    }

    /** The answer for machines: one line. */
    void answer(Object value) {
        console.out().println(JSON.writeValueAsString(value));
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"deploy-reconciler " + number()};
        }

        /** {@code dev} where the classes do not come from a jar. */
        private static String number() {
            String number = Version.class.getPackage().getImplementationVersion();
            return number == null ? "dev" : number;
        }
    }
}
