package dev.reconciler.demo;

import java.time.Duration;
import java.time.Instant;

/** The day of the incident. */
final class Times {
    /** When the platform begins. */
    static final Instant BEGIN = Instant.parse("2015-03-02T08:00:00Z");

    /** Until then all is history: every site's deploys up to the eve of the incident. */
    static final Instant EVE = Instant.parse("2017-02-01T06:00:00Z");

    static final Instant SNAPSHOT = Instant.parse("2017-02-02T09:00:00Z");

    /**
     * The pointer log has nothing before. Who is born between the snapshot and this has no
     * evidence.
     */
    static final Instant LOG = Instant.parse("2017-02-02T11:00:00Z");

    /** The first bad write. */
    static final Instant FROM = Instant.parse("2017-02-02T17:17:00Z");

    /** From here on new deploys were safe again. */
    static final Instant TO = Instant.parse("2017-02-02T19:25:00Z");

    private Times() {}

    /** A time of the eve, in the snapshot. */
    static Instant eve(int hour, int minute) {
        return Instant.parse("2017-02-01T00:00:00Z")
                .plus(Duration.ofHours(hour).plusMinutes(minute));
    }

    /** A time of the day itself. */
    static Instant day(int hour, int minute) {
        return Instant.parse("2017-02-02T00:00:00Z")
                .plus(Duration.ofHours(hour).plusMinutes(minute));
    }
}
