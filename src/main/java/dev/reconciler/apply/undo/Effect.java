package dev.reconciler.apply.undo;

import dev.reconciler.apply.Backup;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Write;
import java.time.Instant;
import java.util.List;

/**
 * A write that took effect by our own doing.
 *
 * @param backup of the very document that it replaced
 */
public record Effect(Write write, Backup backup) {

    /**
     * Of a write that took effect.
     *
     * @param updatedAt what it set {@code updated_at} to
     * @param backups all that were made for it, oldest first: of attempts, of which one took
     *     effect, and last of what that one replaced, where somebody had changed it in between
     * @throws Problem when the backup is not there
     */
    public static Effect of(Write write, Instant updatedAt, List<Backup> backups) {
        return backups.stream()
                .filter(backup -> backup.updatedAt().equals(updatedAt))
                .reduce((earlier, later) -> later)
                .map(backup -> new Effect(write, backup))
                .orElseThrow(() -> lost(write));
    }

    private static Problem lost(Write write) {
        return new Problem(
                "the backup of a document that was written is not there",
                write.target() + " " + write.id().text(),
                "Somebody has changed the ledger. Nothing is taken back; a copy of the ledger from before has the backup");
    }
}
