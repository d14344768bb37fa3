package dev.reconciler.apply;

import dev.reconciler.model.Problem;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a database that did not answer is asked again. */
@FunctionalInterface
public interface Patience {
    /** Waits. @param failed how often it did not answer so far, from 1 */
    void pause(int failed);

    /** Twice as long each time, from 0.2 s on, and not all clients at the same moment. */
    static Patience usual() {
        return failed -> {
            long longest = 200L << Math.min(failed, 5);
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem(
                        "the run was interrupted",
                        "while the database did not answer",
                        "Resume it",
                        e);
            }
        };
    }
}
