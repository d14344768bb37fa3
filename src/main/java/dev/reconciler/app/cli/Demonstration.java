package dev.reconciler.app.cli;

import java.util.Optional;

/**
 * What {@code demo} runs: a class outside of the program's own jar, named {@code
 * dev.reconciler.demo.Demo}, without arguments to its constructor.
 */
public interface Demonstration {

    /**
     * Tells the story. It runs commands by {@link Cli#run}.
     *
     * @param keep whether the platform stays up until the process is stopped
     * @param seed of the invention; empty for the one that everybody sees
     * @return the exit status
     */
    int run(Console console, boolean keep, Optional<Long> seed);
}
