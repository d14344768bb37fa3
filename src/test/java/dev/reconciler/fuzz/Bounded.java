package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What reading an input may cost. */
final class Bounded {
    /** A machine that is busy with other things takes its time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Buffers, and the largest document that a length of four bytes can announce, some times. */
    private static final long FIXED = 128L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounded() {}

    /**
     * @param input how many bytes are read
     * @param each how many bytes may be allocated for each of them, kept or not
     */
    static void run(int input, long each, Runnable reading) {
        if (cost(input, reading) >= FIXED + each * input) { // the first time classes are loaded
            assertThat(cost(input, reading))
                    .as("memory for %,d bytes", input)
                    .isLessThan(FIXED + each * input);
        }
    }

    private static long cost(int input, Runnable reading) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        reading.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("time for %,d bytes", input)
                .isLessThan(LONGEST);
        return THREADS.getCurrentThreadAllocatedBytes() - allocated;
    }
}
