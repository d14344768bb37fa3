package dev.reconciler.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A note in a plan's folder while a run of <i>apply</i> has begun to write and has not come to its
 * end. As long as it is there, what the folder says of the plan's outcome is of the run before, if
 * any, but for {@code conflicts.jsonl}: a run that ends early leaves those that it met.
 *
 * @param run its number in the ledger
 * @param since when it began
 */
public record Unfinished(long run, Instant since) {
    /** Name of the note. */
    public static final String FILE = "unfinished.json";

    private static FolderNote note(Path folder) {
        return new FolderNote(folder, FILE);
    }

    /** Leaves the note. */
    public void noteIn(Path folder) throws IOException {
        note(folder)
                .write(
                        PlanJson.MAPPER
                                .createObjectNode()
                                .put("run", run)
                                .put("since", since.toString()));
    }

    /** The run has come to its end. */
    public static void forget(Path folder) throws IOException {
        note(folder).remove();
    }

    /** The run that has not; empty where there is none, or nobody can read the note. */
    public static Optional<Unfinished> in(Path folder) {
        try {
            return note(folder)
                    .read()
                    .map(words ->
                            new Unfinished(
                                    words.path("run").asLong(0),
                                    Instant.parse(words.path("since").asString(""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
