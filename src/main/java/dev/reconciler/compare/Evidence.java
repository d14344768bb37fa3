package dev.reconciler.compare;

import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.TreeId;
import java.util.List;
import java.util.Optional;

/**
 * What else is known of a live deploy (contract, section 3).
 *
 * @param snapshot the deploy as it was; one that a plan had sidelined by then is no evidence of
 *     {@code state} and {@code error_message}, else each run would restore our own mark
 * @param log its first entry in the pointer log
 * @param build its build, live or, where that is gone, of the snapshot
 * @param publishers the sites that publish it
 */
public record Evidence(
        Optional<Deploy> snapshot,
        Optional<LogEntry> log,
        Optional<Build> build,
        Publishers publishers) {

    public Evidence {
        snapshot = snapshot.map(Deploy::withoutOurMark);
    }

    /**
     * The sites whose {@code published_deploy_id} is the deploy.
     *
     * @param live sites of the live platform
     * @param gone sites that only the snapshot has
     */
    public record Publishers(List<Id> live, List<Id> gone) {
        public static final Publishers NONE = new Publishers(List.of(), List.of());

        public Publishers {
            live = List.copyOf(live);
            gone = List.copyOf(gone);
        }

        /** The site, where there is just one. */
        public Optional<Id> only() {
            if (live.size() + gone.size() != 1) {
                return Optional.empty();
            }
            return Optional.of(live.isEmpty() ? gone.getFirst() : live.getFirst());
        }
    }

    /** The pointer that the snapshot has, where it is a hex id. */
    public Optional<TreeId> snapshotTree() {
        return snapshot.flatMap(Deploy::tree);
    }

    /** The pointer of the first log entry, where it is a hex id. */
    public Optional<TreeId> logTree() {
        return log.flatMap(LogEntry::tree);
    }

    /** Whether the snapshot has a pointer, or the log an entry, be it of use or not. */
    public boolean tellsOfPointer() {
        return snapshotTree().isPresent() || log.isPresent();
    }

    /** Whether somebody vouches for a pointer: the snapshot or the first log entry has it. */
    public boolean vouchesFor(TreeId tree) {
        return snapshotTree().filter(tree::equals).isPresent()
                || logTree().filter(tree::equals).isPresent();
    }
}
