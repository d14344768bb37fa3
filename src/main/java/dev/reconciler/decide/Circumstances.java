package dev.reconciler.decide;

import dev.reconciler.compare.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What all decisions of a run share.
 *
 * @param now when the live platform was read
 * @param grace how long a deploy that was just updated is left to the platform
 * @param snapshotWhole whether the snapshot was read whole; else what is absent from it was not
 *     read
 * @param logWhole likewise the pointer log
 */
public record Circumstances(
        Window window, Instant now, Duration grace, boolean snapshotWhole, boolean logWhole) {

    /**
     * Why a deploy may have had another pointer than its evidence says, as far as that was read;
     * empty where it was read.
     *
     * @param inSnapshot whether the snapshot has the deploy
     * @param tellsOfPointer whether snapshot or log tell of its pointer
     */
    Optional<String> unread(boolean inSnapshot, boolean tellsOfPointer) {
        if (!snapshotWhole && !inSnapshot) {
            return Optional.of(
                    "the snapshot was not read whole, and the deploy is not in what was read");
        }
        return !logWhole && !tellsOfPointer
                ? Optional.of(
                        "the pointer log was not read whole, and no entry of the deploy is in what was read")
                : Optional.empty();
    }
}
