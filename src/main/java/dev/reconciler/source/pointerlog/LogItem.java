package dev.reconciler.source.pointerlog;

import dev.reconciler.model.Id;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonValue;

/** One thing that the reader of the pointer log came upon (contract, section 3). */
public sealed interface LogItem {
    /** The file, by its path within the log's folder. */
    String file();

    /**
     * A pointer that was set.
     *
     * @param at when
     * @param deploy the deploy that it was set on
     * @param site the deploy's site as the entry names it, of any type; empty where it names none
     * @param tree the tree's id; empty where the entry has none, or one that is no hex id, which is
     *     no evidence
     * @param line the line in the file, from 1
     */
    record Entry(
            Instant at,
            Id deploy,
            Optional<BsonValue> site,
            Optional<String> tree,
            String file,
            long line)
            implements LogItem {}

    /**
     * A line that is no entry. It makes the run incomplete.
     *
     * @param line the line in the file, from 1
     * @param why what is wrong with it
     */
    record UnreadableLine(String file, long line, String why) implements LogItem {}

    /**
     * The file could not be read to its end, so the log was not read whole. What was read of it
     * came before.
     *
     * @param why what went wrong
     */
    record UnreadableFile(String file, String why) implements LogItem {}
}
