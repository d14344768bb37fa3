package dev.reconciler.told;

import java.time.Instant;

/** The times of every told incident: a snapshot, then a log, then the window, then now. */
public final class When {
    private static final Instant SNAPSHOT = Instant.parse("2017-02-02T09:00:00Z");
    private static final Instant LOG = Instant.parse("2017-02-02T11:00:00Z");

    /** The first bad write. */
    public static final Instant FROM = Instant.parse("2017-02-02T17:17:00Z");

    /** New deploys were safe again. */
    public static final Instant TO = Instant.parse("2017-02-02T19:25:00Z");

    /** The run. */
    public static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");

    private When() {}

    /** Both the snapshot and its owner know of it. */
    public static Instant longAgo() {
        return Instant.parse("2017-01-10T12:00:00Z");
    }

    /** Neither snapshot nor log has what is born then. */
    public static Instant afterSnapshot() {
        return Instant.parse("2017-02-02T09:31:00Z");
    }

    /** The log has what is born then. */
    public static Instant afterLogBegan() {
        return Instant.parse("2017-02-02T12:00:00Z");
    }

    public static Instant inWindow() {
        return Instant.parse("2017-02-02T18:00:00Z");
    }

    public static Instant laterInWindow() {
        return Instant.parse("2017-02-02T18:30:00Z");
    }

    public static Instant afterWindow() {
        return Instant.parse("2017-02-02T19:40:00Z");
    }

    public static Instant minutesAgo(int minutes) {
        return NOW.minusSeconds(60L * minutes);
    }

    static boolean isInSnapshot(Instant created) {
        return created.isBefore(SNAPSHOT);
    }

    static boolean isInLog(Instant created) {
        return !created.isBefore(LOG);
    }
}
