package dev.reconciler.approve;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code ssh-keygen}: arguments as a list, input and output through files of a folder that
 * only we can read, and a limit of time. What it checks are copies in that folder, so that nobody
 * changes a file between two looks at it.
 */
final class SshKeygen implements AutoCloseable {
    private static final Duration CHECKING = Duration.ofSeconds(30);

    /** A person may have to type a passphrase, or touch a security key. */
    private static final Duration SIGNING = Duration.ofMinutes(5);

    /** What came of a run. */
    record Answer(int status, String output, String errors) {
        boolean succeeded() {
            return status == 0;
        }
    }

    private final Path folder;
    private int files;

    SshKeygen() {
        try {
            folder = Files.createTempDirectory("reconciler-approve");
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static Problem noRoom(IOException cause) {
        return new Problem(
                "a temporary file cannot be written: " + cause.getMessage(),
                System.getProperty("java.io.tmpdir", "/tmp"),
                "Make room there, then try again",
                cause);
    }

    /** A copy of some bytes, for the length of the checks. */
    Path copy(byte[] bytes) {
        try {
            return Files.write(folder.resolve("file" + files++), bytes);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    /** Checks something; what it is asked for goes by the answer's status. */
    Answer check(String input, String... arguments) {
        return run(input, CHECKING, false, List.of(arguments));
    }

    /** Signs; what it has to say to the person, such as "touch the key", goes to the terminal. */
    Answer sign(String text, Path key) {
        var arguments =
                List.of(
                        "-q",
                        "-Y",
                        "sign",
                        "-n",
                        Approvals.NAMESPACE,
                        "-f",
                        key.toAbsolutePath().toString());
        return run(text, SIGNING, true, arguments);
    }

    private Answer run(String input, Duration limit, boolean talks, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(arguments);
        Path in = copy(input.getBytes(StandardCharsets.UTF_8));
        Path out = copy(new byte[0]);
        Path errors = copy(new byte[0]);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(talks ? Redirect.INHERIT : Redirect.to(errors.toFile()));
        builder.environment().put("LC_ALL", "C");
        int status = await(start(builder), limit);
        Answer answer = new Answer(status, read(out), read(errors));
        if (answer.errors().contains("usage: ssh-keygen")
                || answer.errors().contains("unknown option")) {
            throw new Problem(
                    "ssh-keygen is too old to check signatures",
                    "ssh-keygen on the PATH",
                    "Install OpenSSH 8.2 or newer");
        }
        return answer;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Problem(
                    "ssh-keygen is not there",
                    "the PATH of this process",
                    "Install OpenSSH's client, 8.2 or newer: it signs and checks approvals",
                    e);
        }
    }

    private static int await(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new Problem(
                    "ssh-keygen did not finish within " + limit.toSeconds() + " s",
                    "ssh-keygen on the PATH",
                    "Try again; see whether the agent or the security key answers");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("checking signatures was interrupted", "ssh-keygen", "Try again", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(SshKeygen::delete);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }
}
