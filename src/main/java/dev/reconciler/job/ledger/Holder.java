package dev.reconciler.job.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who holds a lock: a process on a host.
 *
 * @param process its id there
 * @param processStart when it started, to milliseconds: ids are used again
 * @param since when it took the lock
 */
public record Holder(String host, long process, Instant processStart, Instant since) {
    /** Start times come from the kernel's ticks and may be read slightly differently. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** This process, from now on. */
    public static Holder current() {
        ProcessHandle me = ProcessHandle.current();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Holder(hostName(), me.pid(), startOf(me), now);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the process is known to have ended. Of another host's nothing is known. */
    public boolean hasEnded() {
        return host.equals(hostName()) && ProcessHandle.of(process).filter(this::isSame).isEmpty();
    }

    private boolean isSame(ProcessHandle other) {
        return other.isAlive()
                && Duration.between(startOf(other), processStart).abs().compareTo(SAME_START) < 0;
    }

    /** For a message: {@code process 4711 on db1, for 3 min}. */
    public String shown() {
        return "process "
                + process
                + " on "
                + host
                + ", for "
                + age(Duration.between(since, Instant.now()));
    }

    /** For a message: {@code 3 min}. */
    public static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
