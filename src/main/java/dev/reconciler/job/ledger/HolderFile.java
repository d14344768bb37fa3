package dev.reconciler.job.ledger;

import dev.reconciler.model.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Says beside a locked file who has the lock. The lock itself is the operating system's, so that it
 * ends with the process; this only names the holder.
 */
public final class HolderFile {

    private HolderFile() {}

    /** Writes the holder, replacing what a former one left. */
    public static void write(Path file, Holder holder) throws IOException {
        OwnerOnly.replace(
                file,
                String.join(
                        "\n",
                        holder.host(),
                        Long.toString(holder.process()),
                        holder.processStart().toString(),
                        holder.since().toString()));
    }

    /** The holder; empty where nobody wrote one that can be read. */
    public static Optional<Holder> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(
                    new Holder(
                            lines.get(0),
                            Long.parseLong(lines.get(1)),
                            Instant.parse(lines.get(2)),
                            Instant.parse(lines.get(3))));
        } catch (IOException
                | IndexOutOfBoundsException
                | NumberFormatException
                | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
