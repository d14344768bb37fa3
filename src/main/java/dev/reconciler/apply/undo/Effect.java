package dev.reconciler.apply.undo;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Write;
import java.util.List;
import java.util.Optional;

/**
 * A write that took effect by our own doing.
 *
 * @param backup of the very document that it replaced
 */
public record Effect(Write write, Backup backup) {

    /**
     * What a write came to; empty where it was not ours or did not happen.
     *
     * @param backups all that were made for it, oldest first: of attempts, of which one took
     *     effect, and last of what that one replaced, where somebody had changed it in between
     * @throws Problem when the backup is not there
     */
    public static Optional<Effect> of(Write write, WriteResult result, List<Backup> backups) {
        return switch (result) {
            case WriteResult.Applied applied -> Optional.of(of(write, applied, backups));
            case WriteResult.AlreadyApplied already -> Optional.empty();
            case WriteResult.Conflict conflict -> Optional.empty();
            case WriteResult.Unknown unknown -> Optional.empty();
        };
    }

    private static Effect of(Write write, WriteResult.Applied applied, List<Backup> backups) {
        return backups.stream()
                .filter(backup -> backup.updatedAt().equals(applied.updatedAt()))
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
