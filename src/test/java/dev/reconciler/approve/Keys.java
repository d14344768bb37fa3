package dev.reconciler.approve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SSH keys of people, made and used by the real {@code ssh-keygen}. */
public final class Keys {
    private final Path folder;

    public Keys(Path folder) {
        this.folder = folder;
    }

    /** A new key without a passphrase; its public half stands beside it. */
    public Path make(String name) {
        Path key = folder.resolve(name);
        run(
                List.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name,
                        "-f",
                        key.toString()),
                "");
        return key;
    }

    /** {@code type base64 comment}. */
    public String publicHalf(Path key) {
        try {
            return Files.readString(key.resolveSibling(key.getFileName() + ".pub")).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public Path allowedSigners(String... lines) {
        try {
            return Files.write(folder.resolve("allowed_signers"), List.of(lines));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Signs as the README's plain line does. */
    public Path sign(Path key, String namespace, String text, Path file) {
        try {
            Files.createDirectories(file.getParent());
            String signature =
                    run(
                            List.of(
                                    "ssh-keygen",
                                    "-Y",
                                    "sign",
                                    "-n",
                                    namespace,
                                    "-f",
                                    key.toString()),
                            text);
            return Files.writeString(file, signature);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(new ArrayList<>(command))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("failed: " + command);
            }
            return output;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
