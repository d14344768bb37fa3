package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import java.util.function.Supplier;

/**
 * A look at one thing that is configured.
 *
 * @param name its key
 * @param finding says what is there, or throws a {@link Problem}
 */
record Check(String name, Supplier<String> finding) {

    /**
     * @throws Problem when it is not as it has to be
     */
    String look() {
        return finding.get();
    }
}
