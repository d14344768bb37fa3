package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import picocli.CommandLine.Command;

/** Groups what is about the configuration. */
@Command(
        name = "config",
        description = "What is about the configuration.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {

    @Override
    public void run() {
        throw new Problem("a command is missing", "reconciler config", "reconciler config check");
    }
}
