package dev.reconciler.app.cli;

import dev.reconciler.job.ledger.Overwritten;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.source.dump.DumpOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives out what a plan has overwritten, for whoever wants to go on without this program. */
@Command(
        name = "export",
        description =
                "Writes the documents that a plan has overwritten, or may have, as they were before, into a folder that mongorestore takes. Overwrites no file.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler backup export latest",
            "  reconciler backup export 7f3a --to /backups/before-7f3a"
        })
final class BackupExportCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "the folder (default: backup- and the beginning of the plan's id)")
    private Optional<Path> to = Optional.empty();

    BackupExportCommand(Cli cli) {
        this.cli = cli;
    }

    /** What there is comes out first, also where the record is then found to be damaged. */
    @Override
    public Integer call() {
        LogLevel.set(cli.verbose());
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Path folder =
                cli.console()
                        .home()
                        .resolve(to.orElse(Path.of("backup-" + Screen.brief(frozen.id()))))
                        .toAbsolutePath()
                        .normalize();
        try (PlanRecord record = PlanRecord.open(cli.settings().ledger(), frozen)) {
            tell(frozen, folder, export(record, frozen, folder));
            record.journal().verify(frozen);
        }
        return 0;
    }

    private static Map<String, Long> export(PlanRecord record, FrozenPlan frozen, Path folder) {
        try (DumpOutput dump = DumpOutput.begin(folder, frozen.header().database())) {
            record.journal().overwritten(before -> add(before, dump));
            Map<String, Long> counts = dump.finish();
            if (counts.isEmpty()) {
                // A record that has lost its rows has none to give out, either.
                record.journal().verify(frozen);
                throw new Problem(
                        "the plan has overwritten nothing",
                        "plan " + Screen.brief(frozen.id()),
                        "there is nothing to export");
            }
            return counts;
        }
    }

    /** What is no document any more would make the rest unreadable; verifying names it. */
    private static void add(Overwritten before, DumpOutput dump) {
        if (before.isWhole()) {
            dump.add(before.collection(), before.document());
        }
    }

    private void tell(FrozenPlan frozen, Path folder, Map<String, Long> counts) {
        String database = frozen.header().database();
        if (cli.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("plan", frozen.id());
            answer.put("folder", folder.toString());
            answer.put("database", database);
            answer.put("documents", counts);
            cli.answer(answer);
            return;
        }
        counts.forEach((collection, count) ->
                cli.print(
                        Screen.number(count)
                                + ' '
                                + Screen.safe(collection)
                                + " as they were before plan "
                                + Screen.brief(frozen.id())));
        cli.print("in " + folder);
        cli.print("Look at them in a database of their own, beside the live one:");
        cli.print(
                "  mongorestore --nsFrom='"
                        + Screen.safe(database)
                        + ".*' --nsTo='before.*' "
                        + folder);
    }
}
