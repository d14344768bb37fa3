package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.report.SafeText;

/** What a parser says of its input: a person reads it on a terminal and in a page. */
final class Told {
    private static final int LONGEST = 500;

    private Told() {}

    static void check(String message) {
        assertThat(message).hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(message).isEqualTo(SafeText.of(message, LONGEST));
    }
}
