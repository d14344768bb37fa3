package dev.reconciler.job;

import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code status.json} of the work folder up to date, so that {@code status} answers while a
 * run has the ledger.
 */
public final class StatusFile {
    private static final Duration SELDOM = Duration.ofSeconds(1);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private Instant written = Instant.EPOCH;

    private StatusFile(Path file) {
        this.file = file;
    }

    /** The file of a work folder. */
    public static StatusFile in(Path work) {
        return new StatusFile(work.resolve("status.json"));
    }

    /** Writes it, unless that was done within the last second and the run goes on. Any thread. */
    synchronized void write(RunStatus status) {
        boolean goesOn = status.goesOn();
        if (goesOn && Duration.between(written, Instant.now()).compareTo(SELDOM) < 0) {
            return;
        }
        written = Instant.now();
        try {
            OwnerOnly.replace(file, JSON.writeValueAsString(status));
        } catch (IOException e) {
            // It is for onlookers only. A work folder that takes no more writes ends the run
            // elsewhere, with a better message.
            return;
        }
    }

    /** The same for a run, which no broken file may keep from going on: as if there were none. */
    Optional<RunStatus> readable() {
        try {
            return read();
        } catch (Problem e) {
            return Optional.empty();
        }
    }

    /**
     * The newest run of the work folder; empty where there was none.
     *
     * @throws Problem when there is a file that cannot be read
     */
    public Optional<RunStatus> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), RunStatus.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new Problem(
                    "the status cannot be read",
                    file.toString(),
                    "wait until the run writes it again, or delete it",
                    e);
        }
    }
}
