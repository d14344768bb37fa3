package dev.reconciler.app.cli;

import dev.reconciler.job.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One step of a run as one line. */
final class ProgressLine {
    private static final int NAME = 17;
    private static final int BAR = 24;

    private ProgressLine() {}

    /** {@code verify ██████░░░ 41,877 of 77,104 objects 1,902/s ETA 0:19} */
    static String withBar(StepStatus step, Instant now) {
        return Screen.pad(step.name(), NAME)
                + ' '
                + bar(step)
                + "  "
                + counts(step)
                + pace(step, now);
    }

    /** The same without a bar. */
    static String plain(StepStatus step, Instant now) {
        return Screen.pad(step.name(), NAME) + ' ' + counts(step) + pace(step, now);
    }

    /** {@code verify, 41,877 of 77,104 objects}. */
    static String share(StepStatus step) {
        return step.name() + ", " + counts(step).strip();
    }

    private static String bar(StepStatus step) {
        // A step that ends with each chunk has not done all of it.
        double share =
                step.total() > 0
                        ? Math.min(1, (double) step.done() / step.total())
                        : step.endedAt().isPresent() ? 1 : 0;
        int full = (int) (share * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String counts(StepStatus step) {
        String done = Screen.number(step.done());
        boolean complete = step.total() <= step.done();
        return Screen.padLeft(complete ? done : done + " of " + Screen.number(step.total()), 9)
                + ' '
                + step.unit();
    }

    private static String pace(StepStatus step, Instant now) {
        double rate = step.rate(now);
        String rateText = rate <= 0 ? "" : "   " + rate(rate) + "/s";
        if (step.endedAt().isPresent()) {
            return rateText + "   " + Screen.duration(step.elapsed(now));
        }
        return rateText + step.rest(now).map(rest -> "   ETA " + eta(rest)).orElse("");
    }

    private static String rate(double rate) {
        return rate < 10
                ? String.format(Locale.ROOT, "%.1f", rate)
                : Screen.number(Math.round(rate));
    }

    /** To the second: tenths of a guess say nothing. */
    private static String eta(Duration rest) {
        long seconds = rest.toSeconds();
        return seconds < 10 ? "0:0" + seconds : Screen.duration(rest);
    }
}
