package dev.reconciler.apply;

import dev.reconciler.model.FieldValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;

/**
 * Tells of a change that is found made whether one of our attempts has made it. A backup proves
 * nothing: documents of a chunk are backed up together, and the turn of some may never have come.
 * What we cannot prove to have written counts as somebody else's work, which nobody takes back.
 */
record Traces(Journal journal) {

    /**
     * It is ours where {@code updated_at} is what one of our attempts was to set; also where one
     * was sent just now and got no answer, and only the time is another one: somebody has touched
     * the document since.
     *
     * @param unanswered attempts of this process, oldest first
     */
    WriteResult of(DocumentWrite write, RawBsonDocument document, List<Backup> unanswered) {
        return attempt(journal.backups(List.of(write.place())), write.dateIn(document))
                .or(() -> last(unanswered.stream()))
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
        return last(
                attempts.stream()
                        .filter(backup -> there.filter(backup.updatedAt()::equals).isPresent()));
    }

    private static Optional<Backup> last(Stream<Backup> attempts) {
        return attempts.reduce((earlier, later) -> later);
    }
}
