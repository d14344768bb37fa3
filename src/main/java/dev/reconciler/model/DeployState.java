package dev.reconciler.model;

import java.util.List;
import java.util.Set;

/**
 * What the contract says of the states of a deploy. States are texts, not an enum: an unknown one
 * is kept and reported, never a crash (contract, section 1).
 */
public final class DeployState {
    public static final String READY = "ready";
    public static final String ERROR = "error";
    public static final String REJECTED = "rejected";

    /** How the {@code error_message} of a deploy begins that a plan set aside. */
    public static final String SIDELINED = "deploy-reconciler:";

    private static final List<String> BEFORE_PREPARED =
            List.of("new", "enqueued", "building", "uploading", "uploaded", "preparing");
    private static final Set<String> HAS_POINTER =
            Set.of("prepared", "processing", "processed", READY);
    private static final Set<String> UNPUBLISHED =
            Set.of("uploaded", "prepared", "processing", "processed");

    private DeployState() {}

    /** Whether the platform has not yet written the pointer of a deploy in this state. */
    public static boolean isBeforePrepared(String state) {
        return BEFORE_PREPARED.contains(state);
    }

    /** Whether a deploy in this state must have a pointer. */
    public static boolean requiresPointer(String state) {
        return HAS_POINTER.contains(state);
    }

    /** Whether a deploy in this state has its files but did not go live yet. */
    public static boolean isUnpublished(String state) {
        return UNPUBLISHED.contains(state);
    }

    /** Whether the deploy failed, for a reason of its owner's. */
    public static boolean isFailed(String state) {
        return state.equals(ERROR) || state.equals(REJECTED);
    }

    /** Whether the contract knows the state. */
    public static boolean isKnown(String state) {
        return isBeforePrepared(state) || requiresPointer(state) || isFailed(state);
    }
}
