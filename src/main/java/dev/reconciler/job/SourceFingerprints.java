package dev.reconciler.job;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the sources look like from outside: a run that is resumed must find them as they were. The
 * live database and the store are expected to change; of them only the place is compared.
 */
public final class SourceFingerprints {
    private SourceFingerprints() {}

    /** A fingerprint by {@code live}, {@code snapshot}, {@code pointer-log} and {@code store}. */
    public static Map<String, String> of(Settings settings, Sources sources) {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        fingerprints.put("live", digest(sources.live().description()));
        fingerprints.put("store", digest(sources.store().description()));
        fingerprints.put("snapshot", snapshot(settings, sources));
        settings.pointerLog().ifPresent(path -> fingerprints.put("pointer-log", files(path)));
        return fingerprints;
    }

    private static String snapshot(Settings settings, Sources sources) {
        return switch (settings.snapshots().getFirst().location()) {
            case Settings.Location.Folder folder ->
                    files(folder.path().resolve(settings.snapshots().getFirst().database()));
            case Settings.Location.Server server ->
                    digest(sources.snapshot().description() + sources.snapshot().collections());
        };
    }

    /** Names, sizes and times of all files below a path. */
    private static String files(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            List<String> lines =
                    files.filter(Files::isRegularFile)
                            .map(SourceFingerprints::line)
                            .sorted()
                            .toList();
            return digest(String.join("\n", lines));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    "a source cannot be read",
                    path.toString(),
                    "Check that it is there, and its rights",
                    e);
        }
    }

    private static String line(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
