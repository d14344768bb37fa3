package dev.reconciler.compare;

import java.time.Instant;
import java.util.Optional;

/**
 * The incident: from the first bad write to the moment that new deploys were safe again (contract,
 * section 3).
 *
 * @param from empty for a nightly check: then nothing is at or after it
 * @param to exclusive; empty while the incident goes on
 */
public record Window(Optional<Instant> from, Optional<Instant> to) {

    /** No incident: a nightly check. */
    public static final Window NONE = new Window(Optional.empty(), Optional.empty());

    /**
     * @throws IllegalArgumentException when the window ends before it begins, or ends without a
     *     beginning
     */
    public Window {
        if (to.isPresent() && (from.isEmpty() || to.get().isBefore(from.get()))) {
            throw new IllegalArgumentException("a window has to begin before it ends");
        }
    }

    /** Whether something happened at or after the first bad write. */
    public boolean hasBegunBy(Instant at) {
        return from.filter(start -> !at.isBefore(start)).isPresent();
    }

    /** Whether something happened in the window, be it open or closed. */
    public boolean contains(Instant at) {
        return hasBegunBy(at) && to.filter(end -> !at.isBefore(end)).isEmpty();
    }

    /** Whether new deploys are known to be safe again. */
    public boolean isClosed() {
        return to.isPresent();
    }
}
