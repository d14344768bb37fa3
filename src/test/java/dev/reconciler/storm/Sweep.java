package dev.reconciler.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The record of all kills, faults and races: a line of {@code target/sweep.jsonl} for each trial.
 * {@code .ci/sweep} makes a table of it.
 */
public final class Sweep {
    static final Path FILE = Path.of("target", "sweep.jsonl");

    private Sweep() {}

    /** What may fail. */
    public interface Trial<X extends Exception> {
        void run() throws X;
    }

    /** Likewise, with a seed. */
    public interface Seeded<X extends Exception> {
        void run(long seed) throws X;
    }

    /** Runs a trial so many times, as {@link #tried}, each time with the next seed. */
    public static <X extends Exception> void triedTimes(int times, String what, Seeded<X> trial)
            throws X {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int i = 0; i < times; i++) {
            long each = seed + i;
            tried(what, each, () -> trial.run(each));
        }
    }

    /** Runs a trial and notes that it was run, and whether it held. */
    public static <X extends Exception> void tried(String what, long seed, Trial<X> trial)
            throws X {
        boolean held = false;
        try {
            trial.run();
            held = true;
        } finally {
            note(what, 1, held ? 0 : 1, seed);
        }
    }

    /**
     * @param what as the table names it
     */
    public static synchronized void note(String what, long times, long failed, long seed) {
        String line =
                "{\"what\":\"%s\",\"times\":%d,\"failed\":%d,\"seed\":%d}%n"
                        .formatted(what, times, failed, seed);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
