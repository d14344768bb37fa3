package dev.reconciler.app.cli;

import dev.reconciler.job.Exit;
import dev.reconciler.job.RunStatus;
import dev.reconciler.job.Settings;
import dev.reconciler.job.StatusFile;
import dev.reconciler.plan.TakenBack;
import dev.reconciler.plan.Unfinished;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** How far the newest run is. It reads a file, so that it answers while the run has the ledger. */
@Command(
        name = "status",
        description = "Says how far the newest run is, or how it ended; answers while it goes on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler status",
            "  reconciler status --json",
            "  watch -n 2 reconciler status"
        })
final class StatusCommand implements Callable<Integer> {
    private final Cli cli;

    StatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Settings settings = cli.settings();
        Optional<RunStatus> status = StatusFile.in(settings.work()).read();
        List<Path> unfinished = unfinished(status);
        if (cli.json()) {
            cli.answer(status.<Object>map(run -> machine(run, unfinished)).orElse(Map.of()));
            return 0;
        }
        status.ifPresentOrElse(
                run -> tell(run, settings),
                () -> cli.print("no run yet. Start one: reconciler plan"));
        unfinished.forEach(this::tellUnfinished);
        return 0;
    }

    /** Plans of which another run than the one that is told has not come to its end. */
    private List<Path> unfinished(Optional<RunStatus> told) {
        Optional<String> plan =
                told.filter(run -> run.job().equals("apply")).flatMap(RunStatus::plan);
        return new PlanName(cli.console().home())
                .plans().stream()
                        .filter(folder -> Unfinished.in(folder).isPresent())
                        .filter(folder -> TakenBack.by(folder).isEmpty())
                        .filter(folder -> !plan.equals(Optional.of(id(folder))))
                        .toList();
    }

    private static String id(Path folder) {
        return folder.getFileName().toString();
    }

    private void tellUnfinished(Path folder) {
        String brief = Screen.brief(id(folder));
        cli.print("");
        cli.print("apply of plan " + brief + ": " + Applied.unfinished(folder).orElse(""));
        cli.print("Next: reconciler apply " + brief);
    }

    private static Map<String, Object> machine(RunStatus status, List<Path> unfinished) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", status.hasVanished() ? status.vanished() : status);
        answer.put("vanished", status.hasVanished());
        answer.put("unfinished", unfinished.stream().map(StatusCommand::id).toList());
        return answer;
    }

    private void tell(RunStatus status, Settings settings) {
        cli.print(
                "run "
                        + status.run()
                        + ", "
                        + status.job()
                        + status.plan().map(id -> of(status) + Screen.brief(id)).orElse("")
                        + ": "
                        + state(status));
        Instant until =
                status.goesOn() && !status.hasVanished() ? Instant.now() : status.updatedAt();
        status.steps().forEach(step -> cli.print(ProgressLine.withBar(step, until)));
        status.message().ifPresent(message -> cli.print(Screen.safe(message)));
        next(status, settings)
                .or(() -> left(status, settings))
                .ifPresent(next -> cli.print("Next: " + next));
    }

    /** The plan of an undo is the one that it makes. */
    private static String of(RunStatus status) {
        return status.job().equals("undo") ? " by plan " : " of plan ";
    }

    private static String state(RunStatus status) {
        if (status.hasVanished()) {
            return "its process is gone ("
                    + status.holder().process()
                    + " on "
                    + status.holder().host()
                    + "), seen last "
                    + Screen.time(status.updatedAt());
        }
        return status.goesOn()
                ? status.state() + ", " + status.holder().shown()
                : status.state()
                        + " "
                        + Screen.time(status.updatedAt())
                        + status.exitStatus().map(sum -> ", exit status " + sum).orElse("");
    }

    /** Of an apply that has completed: what it left out. */
    private static Optional<String> left(RunStatus status, Settings settings) {
        return status.folder()
                .map(Path::of)
                .filter(plan -> status.state().equals("completed"))
                .filter(plan -> Applied.left(Applied.in(plan)) > 0)
                .map(plan -> "entries are still to come: reconciler apply " + settings.named(plan));
    }

    private static Optional<String> next(RunStatus status, Settings settings) {
        return switch (status.state()) {
            case "stopped", "failed" -> Optional.of(goOn(status, settings));
            case "refused" -> Optional.of("the same command, corrected");
            case "completed" ->
                    !status.job().equals("apply")
                            ? status.plan().map(id -> "reconciler show " + Screen.brief(id))
                            : Optional.empty();
            default -> status.hasVanished() ? Optional.of("reconciler resume") : Optional.empty();
        };
    }

    private static String goOn(RunStatus status, Settings settings) {
        return Exit.WAITING.isIn(status.exitStatus().orElse(0))
                ? "reconciler approve "
                        + status.folder().map(Path::of).map(settings::named).orElse("latest")
                        + " --key ~/.ssh/id_ed25519"
                : "reconciler resume";
    }
}
