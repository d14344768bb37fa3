package dev.reconciler.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real program in a process of its own, as the launcher starts it.
 *
 * @param said what it says, both answers and progress
 */
record RealProcess(Process process, Path said, Instant began) {
    private static final int MINUTES = 5;

    /** In a folder with a {@code reconciler.yaml}. */
    static RealProcess start(Path home, String... command) throws IOException {
        return start(home, List.of(), List.of(), command);
    }

    /** It has that much memory for all of its objects. */
    static RealProcess startWithHeap(int megabytes, Path home, String... command)
            throws IOException {
        return start(
                home,
                List.of(),
                List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"),
                command);
    }

    /** No file may grow larger, as if the disk were full then. */
    static RealProcess startWithFilesUpTo(long kilobytes, Path home, String... command)
            throws IOException {
        String limited = "ulimit -f " + 2 * kilobytes + "; exec \"$@\"";
        return start(home, List.of("sh", "-c", limited, "sh"), List.of(), command);
    }

    private static RealProcess start(
            Path home, List<String> through, List<String> options, String... command)
            throws IOException {
        Path said = Files.createTempFile(home, "said", ".txt");
        List<String> line = new ArrayList<>(through);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.reconciler.app.Main"));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("RECONCILER"));
        return new RealProcess(
                builder.directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                said,
                Instant.now());
    }

    /** Sends SIGKILL once it has lived that long; returns whether it was not faster than that. */
    boolean kill(Duration age) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), began.plus(age));
        if (process.waitFor(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly();
        process.waitFor();
        return true;
    }

    /** Sends a signal by its name, such as {@code STOP} and {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Sends SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** Waits for its exit status. */
    int status() throws InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("it goes on and on");
        }
        return process.exitValue();
    }

    String text() throws IOException {
        return Files.readString(said);
    }
}
