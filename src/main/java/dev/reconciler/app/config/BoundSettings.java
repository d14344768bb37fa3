package dev.reconciler.app.config;

import dev.reconciler.job.Bounds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what keeps <i>apply</i> from doing harm. */
record BoundSettings(Values values, Path home) {
    private static final String SHARE = "a share such as 10% or 0.1, more than 0 and at most 100%";
    private static final String MAX_DAMAGE = "max-damage";
    private static final String ALL = "all";

    Bounds read(List<String> tiers) {
        return new Bounds(
                share(MAX_DAMAGE)
                        .or(() -> share(MAX_DAMAGE + '.' + ALL))
                        .orElse(Bounds.DEFAULT.maxDamage()),
                ofTiers(tiers),
                values.optional(
                                "max-plan-age",
                                "a duration such as 24h or P2D, more than 0 and at most 3650d",
                                Parse::duration)
                        .orElse(Bounds.DEFAULT.maxPlanAge()),
                values.optional(
                                "canary",
                                "a number of entries, 999999 at most, or 0 for none",
                                Parse::count)
                        .orElse(Bounds.DEFAULT.canary()),
                share("max-conflicts").orElse(Bounds.DEFAULT.maxConflicts()),
                values.optional(
                        "max-writes-per-second",
                        "a number more than 0, from 0.001 to 1000000",
                        Parse::rate),
                values.optional("pause-file", "a file", Parse::path).map(home::resolve));
    }

    private Optional<Double> share(String key) {
        return values.optional(key, SHARE, Parse::share);
    }

    private Map<String, Double> ofTiers(List<String> tiers) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String name : values.names(MAX_DAMAGE)) {
            String key = MAX_DAMAGE + '.' + name;
            if (!name.equals(ALL) && !tiers.contains(name)) {
                values.wrong(key, "one of " + ALL + ", " + Masked.of(String.join(", ", tiers)));
            } else if (!name.equals(ALL)) {
                share(key).ifPresent(share -> shares.put(name, share));
            }
        }
        return shares;
    }
}
