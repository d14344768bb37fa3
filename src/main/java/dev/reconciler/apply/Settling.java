package dev.reconciler.apply;

import dev.reconciler.model.Names;
import dev.reconciler.plan.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * Finds out what became of writes that were cut off: backed up, but without a result, since the
 * process ended in between.
 */
public record Settling(Names names) {

    /**
     * What the write set {@code updated_at} to, where it has happened: the document is as it leaves
     * it, and the time that stands there is that of an attempt of ours.
     *
     * @param backups of its attempts, oldest first
     * @param live the document; empty where it is gone
     */
    public Optional<Instant> happened(
            Write write, List<Backup> backups, Optional<RawBsonDocument> live) {
        DocumentWrite wanted = DocumentWrite.of(names, 0, 0, write);
        return live.filter(wanted::hasHappened)
                .flatMap(document -> Traces.attempt(backups, wanted.dateIn(document)))
                .map(Backup::updatedAt);
    }
}
