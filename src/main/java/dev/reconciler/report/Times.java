package dev.reconciler.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Moments as people say them, in UTC, as seen from the day of the incident: what that day makes
 * clear is left out.
 *
 * @param day the day of the incident; empty without a window
 */
public record Times(Optional<LocalDate> day) {
    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter DAY = format("d MMMM");
    private static final DateTimeFormatter DATE = format("d MMMM uuuu");
    private static final DateTimeFormatter SORTED = format("uuuu-MM-dd HH:mm");

    /** Seen from the day of the first bad write. */
    public static Times of(ReportHeader header) {
        return new Times(header.from().map(from -> from.atZone(ZoneOffset.UTC).toLocalDate()));
    }

    /**
     * {@code 18:23} of the same day, {@code 1 February} of the same year, else {@code 1 February
     * 2016}.
     */
    public String of(Instant moment) {
        var at = moment.atZone(ZoneOffset.UTC);
        if (isSameDay(moment)) {
            return TIME.format(at);
        }
        return isSameYear(at) ? DAY.format(at) : DATE.format(at);
    }

    /** As {@link #of}, always with the time of day. */
    public String exact(Instant moment) {
        var at = moment.atZone(ZoneOffset.UTC);
        return day.filter(at.toLocalDate()::equals).isPresent()
                ? TIME.format(at)
                : of(moment) + ", " + TIME.format(at);
    }

    /** Whether it is the day of the incident. */
    public boolean isSameDay(Instant moment) {
        return day.filter(moment.atZone(ZoneOffset.UTC).toLocalDate()::equals).isPresent();
    }

    /** {@code 2 February 2017}. */
    public static String date(Instant moment) {
        return DATE.format(moment.atZone(ZoneOffset.UTC));
    }

    /** {@code 2017-02-02 18:23}, for tables. */
    public static String sorted(Instant moment) {
        return SORTED.format(moment.atZone(ZoneOffset.UTC));
    }

    private boolean isSameYear(ZonedDateTime at) {
        return day.filter(d -> d.getYear() == at.getYear()).isPresent();
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
