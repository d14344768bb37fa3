package dev.reconciler.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps <i>apply</i> from doing harm. Shares are from 0 to 1.
 *
 * @param maxDamage share of all live deploys: a larger plan is refused unless its size is named
 * @param maxDamageOfTier likewise, of the deploys of a tier, by its name
 * @param maxPlanAge a plan that is older when it is applied first is refused unless that is
 *     accepted
 * @param canary how many entries of each remedy are written and confirmed before the rest; 0: none
 * @param maxConflicts share of the entries written by one process: more conflicts stop it
 * @param maxWritesPerSecond documents; empty: as fast as it goes
 * @param pauseFile while there is such a file, nothing is written; empty: nobody looks
 */
public record Bounds(
        double maxDamage,
        Map<String, Double> maxDamageOfTier,
        Duration maxPlanAge,
        int canary,
        double maxConflicts,
        Optional<Double> maxWritesPerSecond,
        Optional<Path> pauseFile) {

    /** What holds where nothing is configured. */
    public static final Bounds DEFAULT =
            new Bounds(
                    0.1,
                    Map.of(),
                    Duration.ofHours(24),
                    1,
                    0.2,
                    Optional.empty(),
                    Optional.empty());

    /**
     * @throws IllegalArgumentException when a share, a rate or a number is out of its range
     */
    public Bounds {
        maxDamageOfTier = Map.copyOf(maxDamageOfTier);
        boolean sharesAreRight =
                isShare(maxDamage)
                        && isShare(maxConflicts)
                        && maxDamageOfTier.values().stream().allMatch(Bounds::isShare);
        if (!sharesAreRight
                || canary < 0
                || !maxPlanAge.isPositive()
                || !maxWritesPerSecond.stream().allMatch(Bounds::isRate)) {
            throw new IllegalArgumentException("a bound out of range");
        }
    }

    /** Whether it is more than nothing, and no more than all. */
    public static boolean isShare(double share) {
        return share > 0 && share <= 1;
    }

    /** Whether writes come at such a rate, per second. */
    public static boolean isRate(double rate) {
        return rate >= 0.001 && rate <= 1_000_000;
    }

    /** The same with another share of all deploys. */
    public Bounds damaging(double share) {
        return new Bounds(
                share,
                maxDamageOfTier,
                maxPlanAge,
                canary,
                maxConflicts,
                maxWritesPerSecond,
                pauseFile);
    }

    /** As somebody wishes it for a run: what was said there goes before. */
    public Bounds with(ApplyOptions options) {
        return new Bounds(
                maxDamage,
                maxDamageOfTier,
                maxPlanAge,
                options.acceptCanary() ? 0 : canary,
                maxConflicts,
                options.rate().or(() -> maxWritesPerSecond),
                options.pauseFile().map(Path::of).or(() -> pauseFile));
    }
}
