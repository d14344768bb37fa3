package dev.reconciler.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two people with a key each, made by {@code ssh-keygen}, and the list of who may sign. */
public record Signers(Path folder) {
    private static final int SECONDS = 20;

    /** Who the people are: principals of {@link #allowedSigners}, and names of their keys. */
    public static final List<String> PEOPLE = List.of("ada", "grace");

    /**
     * Makes keys and list.
     *
     * @throws IOException also where {@code ssh-keygen} is not installed or fails
     */
    public static Signers create(Path folder) throws IOException {
        Files.createDirectories(folder);
        Signers signers = new Signers(folder);
        List<String> lines = new ArrayList<>();
        for (String person : PEOPLE) {
            makeKey(signers.key(person), principal(person));
            String[] parts = Files.readString(Path.of(signers.key(person) + ".pub")).split(" ");
            lines.add(
                    principal(person)
                            + " namespaces=\"deploy-reconciler\" "
                            + parts[0]
                            + " "
                            + parts[1].strip());
        }
        Files.write(signers.allowedSigners(), lines);
        return signers;
    }

    /**
     * Makes a key, a private one and beside it its {@code .pub}; one that is there already is
     * replaced.
     */
    public static void makeKey(Path file, String comment) throws IOException {
        Files.deleteIfExists(file);
        Process process =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-C",
                                comment,
                                "-f",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IOException("ssh-keygen made no key: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public static String principal(String person) {
        return person + "@example.org";
    }

    /** The private key of one of {@link #PEOPLE}. */
    public Path key(String person) {
        return folder.resolve(person);
    }

    public Path allowedSigners() {
        return folder.resolve("allowed_signers");
    }
}
