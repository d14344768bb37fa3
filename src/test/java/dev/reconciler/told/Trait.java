package dev.reconciler.told;

import java.util.function.Consumer;

/**
 * Something that is said of a deploy.
 *
 * @param madeSo it has been so from the beginning, so that snapshot, log and build have it as well;
 *     otherwise it came later
 */
public record Trait(boolean madeSo, Consumer<ToldDeploy> say) {
    static Trait made(Consumer<ToldDeploy> say) {
        return new Trait(true, say);
    }

    static Trait became(Consumer<ToldDeploy> say) {
        return new Trait(false, say);
    }
}
