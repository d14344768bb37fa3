package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was learnt while a source was put in order.
 *
 * @param live how many documents or entries the live platform has
 * @param before how many the snapshot, or the log, has
 * @param whole whether the snapshot's, or the log's, part was read to its end with every document
 *     decoded
 * @param unreadable documents or lines that could not be read
 * @param conflicts deploys whose log entries name more than one tree
 * @param types the BSON types of the {@code _id}s, live and of the snapshot
 * @param first the earliest time in it
 * @param newest the latest
 * @param named what is unreadable, for people; not all of it
 */
record StageNotes(
        long live,
        long before,
        boolean whole,
        long unreadable,
        long conflicts,
        Set<BsonType> types,
        Optional<Instant> first,
        Optional<Instant> newest,
        List<String> named) {
    /** How many unreadable pieces are named. */
    static final int MOST_NAMED = 100;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    StageNotes {
        types = Set.copyOf(types);
        named = List.copyOf(named);
    }

    /** For a source that is not there. */
    static StageNotes nothing() {
        return new StageNotes(
                0, 0, true, 0, 0, Set.of(), Optional.empty(), Optional.empty(), List.of());
    }

    static StageNotes of(RunFiles file, RunFolder folder) {
        return MAPPER.readValue(file.notes(folder).toFile(), StageNotes.class);
    }

    void keep(RunFiles file, RunFolder folder) {
        Path path = file.notes(folder);
        try {
            DurableFile.write(path, MAPPER.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new Problem(
                    "the work folder cannot be written",
                    path.toString(),
                    "Make room, then go on: reconciler resume",
                    e);
        }
    }
}
