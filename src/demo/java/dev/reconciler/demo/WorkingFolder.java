package dev.reconciler.demo;

import dev.reconciler.model.OwnerOnly;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * A folder to run the program in: the evidence, the signers, and a configuration that names them
 * and the servers.
 */
public record WorkingFolder(Path path) {

    /**
     * One file of the pointer log, in {@code pointer-log/}. @param name ends in {@code .jsonl} or
     * {@code .jsonl.gz}
     */
    public void pointerLog(String name, Consumer<Consumer<String>> lines) throws IOException {
        Path file = Files.createDirectories(pointerLog()).resolve(name);
        try (BufferedWriter out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                name.endsWith(".gz")
                                        ? new GZIPOutputStream(Files.newOutputStream(file))
                                        : Files.newOutputStream(file),
                                StandardCharsets.UTF_8))) {
            lines.accept(line -> write(out, line));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the dump of a database. */
    public DumpWriter snapshot(String database, boolean gzip) {
        return new DumpWriter(snapshots().resolve(database), gzip);
    }

    public Path snapshots() {
        return path.resolve("snapshot");
    }

    public Path pointerLog() {
        return path.resolve("pointer-log");
    }

    public Path configuration() {
        return path.resolve("reconciler.yaml");
    }

    /**
     * The lines of a configuration for this folder and platform, by key; replace or remove some,
     * then {@link #configure}.
     */
    public Map<String, String> settings(
            EmbeddedPlatform platform, String window, List<String> tiers) {
        Map<String, String> lines = new LinkedHashMap<>();
        PlatformDatabase database = platform.database();
        PlatformStore store = platform.store();
        lines.put(
                "live",
                "{ uri: \"%s\", database: %s }"
                        .formatted(database.uri(), database.database(EmbeddedPlatform.PLATFORM)));
        lines.put(
                "snapshots",
                "[ { location: \"%s\", database: %s } ]"
                        .formatted(snapshots(), EmbeddedPlatform.PLATFORM));
        lines.put("pointer-log", "{ location: \"%s\" }".formatted(pointerLog()));
        lines.put(
                "store",
                "{ endpoint: \"%s\", region: %s, bucket: %s, path-style: true, access-key: \"%s\", secret-key: \"%s\" }"
                        .formatted(
                                store.endpoint(),
                                store.region(),
                                store.bucket(),
                                store.accessKey(),
                                store.secretKey()));
        lines.put("incident", window);
        lines.put("tiers", tiers.toString());
        lines.put(
                "approvals",
                "{ allowed-signers: \"%s\" }".formatted(path.resolve("signers/allowed_signers")));
        lines.put("ledger", "{ url: \"jdbc:h2:file:./work/ledger;WRITE_DELAY=0\" }");
        lines.put("work", "./work");
        return lines;
    }

    /** Writes {@code reconciler.yaml}, which holds the store's key, for its owner. */
    public void configure(Map<String, String> settings) throws IOException {
        if (!Files.exists(configuration())) {
            OwnerOnly.file(configuration());
        }
        StringBuilder yaml = new StringBuilder("reconciler:\n");
        settings.forEach((key, value) ->
                yaml.append("  ").append(key).append(": ").append(value).append('\n'));
        Files.writeString(configuration(), yaml);
    }

    /** Makes the two people who sign. */
    public Signers signers() throws IOException {
        return Signers.create(path.resolve("signers"));
    }
}
