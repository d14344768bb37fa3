package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as a person at 3 a.m. needs it: what happened, where, what to do now, and nothing else.
 */
final class Complaint {
    private static final Pattern THREE_LINES =
            Pattern.compile("(?ms)^error: (.+?)\\n {2}where: (.+?)\\n {2}what now: (\\S.+)\\z");
    private static final Pattern STACK =
            Pattern.compile("(?m)^\\s+at \\S+\\(|\\w+Exception\\b|\\bnull\\b|dev\\.reconciler");

    private Complaint() {}

    /**
     * @param what a part of what happened
     * @param where a part of the two lines that say where
     */
    static void assertRefused(Said said, int status, String what, String where) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        Matcher error = THREE_LINES.matcher(said.err().strip());
        assertThat(error.find()).as("three lines in\n" + said).isTrue();
        assertThat(error.group(1))
                .as(said.toString())
                .contains(what)
                .doesNotContain("the program failed");
        assertThat(error.group(1) + error.group(2)).as(said.toString()).contains(where);
        assertThat(said.out() + said.err())
                .as("no stack and no class")
                .doesNotContainPattern(STACK);
    }
}
