package dev.reconciler.job;

import java.time.Duration;
import java.util.Optional;

/** Options and bounds that are as others, but for one of them. */
public final class But {
    private But() {}

    /** Applies plans of that age. */
    public static Bounds aged(Bounds bounds, Duration age) {
        return new Bounds(
                bounds.maxDamage(),
                bounds.maxDamageOfTier(),
                age,
                bounds.canary(),
                bounds.maxConflicts(),
                bounds.maxWritesPerSecond(),
                bounds.pauseFile());
    }

    /** Tries so many entries of a remedy before the others. */
    public static Bounds trying(Bounds bounds, int entries) {
        return new Bounds(
                bounds.maxDamage(),
                bounds.maxDamageOfTier(),
                bounds.maxPlanAge(),
                entries,
                bounds.maxConflicts(),
                bounds.maxWritesPerSecond(),
                bounds.pauseFile());
    }

    /** The operator says that the plan has so many entries. */
    public static ApplyOptions expecting(ApplyOptions options, long entries) {
        return new ApplyOptions(
                options.onlySites(),
                options.onlyAccounts(),
                options.onlyTiers(),
                options.first(),
                Optional.of(entries),
                options.acceptCanary(),
                options.acceptAge(),
                options.rate(),
                options.pauseFile());
    }

    /** Whatever the canary came to. */
    public static ApplyOptions acceptingCanary(ApplyOptions options) {
        return new ApplyOptions(
                options.onlySites(),
                options.onlyAccounts(),
                options.onlyTiers(),
                options.first(),
                options.expected(),
                true,
                options.acceptAge(),
                options.rate(),
                options.pauseFile());
    }
}
