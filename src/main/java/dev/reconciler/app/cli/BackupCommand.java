package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import picocli.CommandLine.Command;

/** Groups what is about the documents that a plan has overwritten. */
@Command(
        name = "backup",
        description = "What is about the documents that a plan has overwritten.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class BackupCommand implements Runnable {

    @Override
    public void run() {
        throw new Problem(
                "a command is missing",
                "reconciler backup",
                "reconciler backup verify PLAN, or reconciler backup export PLAN");
    }
}
