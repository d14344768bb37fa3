package dev.reconciler.decide;

import dev.reconciler.compare.Window;
import java.time.Duration;
import java.time.Instant;

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
        Window window, Instant now, Duration grace, boolean snapshotWhole, boolean logWhole) {}
