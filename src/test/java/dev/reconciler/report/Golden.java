package dev.reconciler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a report with the one that somebody has looked at. {@code -Dgolden.write=true} takes the
 * new one; then look at the diff.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/dev/reconciler/report/golden");

    private Golden() {}

    public static void assertGolden(String name, String text) throws IOException {
        var file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text).as("golden file %s", file).isEqualTo(Files.readString(file));
    }
}
