package dev.reconciler.apply;

import dev.reconciler.model.FieldValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/** Tells of a change that is found made whether one of our attempts has made it. */
record Traces(Journal journal) {

    /**
     * It is ours where {@code updated_at} is what one of our attempts was to set; also where there
     * was an attempt of which nobody knows that it failed, and only the time is another one:
     * somebody has touched the document since.
     *
     * @param failed attempts that are known to have changed nothing
     */
    WriteResult of(DocumentWrite write, RawBsonDocument document, Set<Backup> failed) {
        Optional<Instant> there = write.dateIn(document);
        List<Backup> attempts =
                journal.backups(List.of(write.place())).stream()
                        .filter(backup -> !failed.contains(backup))
                        .toList();
        return attempt(attempts, there)
                .<WriteResult>map(ours ->
                        new WriteResult.Applied(
                                ours.updatedAt(),
                                FieldValue.of(ours.document(), write.updatedAt())))
                .orElseGet(WriteResult.AlreadyApplied::new);
    }

    /**
     * Of attempts, the oldest first, the one that made a change.
     *
     * @param there the {@code updated_at} that is found
     */
    static Optional<Backup> attempt(List<Backup> attempts, Optional<Instant> there) {
        return attempts.stream()
                .filter(backup -> there.filter(backup.updatedAt()::equals).isPresent())
                .reduce((earlier, later) -> later)
                .or(() -> attempts.stream().reduce((earlier, later) -> later));
    }
}
