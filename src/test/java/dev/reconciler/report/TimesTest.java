package dev.reconciler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {
    private final Times times = Times.of(Reported.applied());

    @Test
    void the_day_of_the_incident_goes_without_saying() {
        assertThat(times.of(Instant.parse("2017-02-02T18:23:59Z"))).isEqualTo("18:23");
        assertThat(times.exact(Instant.parse("2017-02-02T09:00:00Z"))).isEqualTo("09:00");
    }

    @Test
    void so_does_its_year() {
        assertThat(times.of(Instant.parse("2017-02-01T23:59:59Z"))).isEqualTo("1 February");
        assertThat(times.exact(Instant.parse("2017-02-01T16:20:00Z")))
                .isEqualTo("1 February, 16:20");
    }

    @Test
    void another_year_is_named() {
        assertThat(times.of(Instant.parse("2016-12-24T08:00:00Z"))).isEqualTo("24 December 2016");
    }

    @Test
    void without_an_incident_every_date_is_full() {
        assertThat(new Times(Optional.empty()).of(Instant.parse("2017-02-02T18:23:00Z")))
                .isEqualTo("2 February 2017");
    }

    @Test
    void a_date_that_no_calendar_has_is_still_shown() {
        assertThat(times.exact(Instant.ofEpochMilli(Long.MAX_VALUE)))
                .isEqualTo("17 August +292278994, 07:12");
        assertThat(Times.sorted(Instant.ofEpochMilli(Long.MIN_VALUE)))
                .isEqualTo("-292275055-05-16 16:47");
    }
}
