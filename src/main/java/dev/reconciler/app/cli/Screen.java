package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import dev.reconciler.report.SafeText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How texts, numbers and errors look on the screen. */
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final int LABEL = 10;

    private Screen() {}

    /**
     * What came from outside, made harmless: no control characters, no marks that turn the
     * direction.
     */
    static String safe(String raw) {
        return SafeText.of(raw, SafeText.LONG);
    }

    /** With separators between thousands. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 entry}, {@code 2 entries}. */
    static String count(long number, String one, String many) {
        return number(number) + ' ' + (number == 1 ? one : many);
    }

    /** In UTC, to the second. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** {@code 0:19}, {@code 1:02:03}; with tenths below ten seconds. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "0:%04.1f", duration.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }

    /** {@code 8 h 18 m}: for what is long ago. */
    static String hours(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes < 60
                ? minutes + " m"
                : Screen.number(minutes / 60) + " h " + minutes % 60 + " m";
    }

    /** A fact with its label in a column of its own. */
    static String fact(String label, String text) {
        return pad(label, LABEL) + ' ' + text;
    }

    /** Filled up with blanks on the right. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    }

    /** Filled up with blanks on the left. */
    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.codePointCount(0, text.length()))) + text;
    }

    /** The first digits of a plan's id, as people say it. */
    static String brief(String planId) {
        return planId.substring(0, Math.min(8, planId.length()));
    }

    /** The three lines of an error; with {@code verbose} its stack besides. */
    static void error(Console console, Problem problem, boolean verbose) {
        PrintStream err = console.err();
        err.println(
                (console.colour() ? "\u001b[1;31merror:\u001b[0m " : "error: ")
                        + lines(problem.what()));
        err.println("  where: " + lines(problem.where()));
        err.println("  what now: " + lines(problem.next()));
        if (verbose) {
            StringWriter stack = new StringWriter();
            problem.printStackTrace(new PrintWriter(stack));
            err.println(lines(stack.toString().replace("\t", "    ")));
        }
        err.flush();
    }

    /** A problem may quote what came from outside; its own line breaks stay. */
    private static String lines(String text) {
        return String.join("\n", text.lines().map(Screen::safe).toList());
    }
}
