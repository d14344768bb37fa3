package dev.reconciler.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a step is.
 *
 * @param before how many were done by earlier processes of this run; they do not count for the rate
 * @param done how many are done, those before included
 * @param total 0 where not known
 * @param unit what is counted, in the plural
 * @param endedAt empty while it goes on
 */
public record StepStatus(
        String name,
        long before,
        long done,
        long total,
        String unit,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** How long it has taken this process until then, or until it ended. */
    public Duration elapsed(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }

    /** Units per second; 0 in the first moment. */
    public double rate(Instant now) {
        double seconds = elapsed(now).toMillis() / 1000.0;
        return seconds < 0.05 ? 0 : (done - before) / seconds;
    }

    /** How long the rest will take; empty where that cannot be told. */
    public Optional<Duration> rest(Instant now) {
        double rate = rate(now);
        if (endedAt.isPresent() || total <= done || rate <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((total - done) / rate * 1000)));
    }
}
