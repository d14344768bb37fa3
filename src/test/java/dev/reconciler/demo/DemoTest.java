package dev.reconciler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.app.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story ends well, whatever the environment says of a real platform. */
class DemoTest {
    @TempDir private Path home;

    @Tag("slow")
    @Test
    void the_demo_tells_its_story_to_the_end_and_all_of_it_is_right() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("RECONCILER_LIVE_URI", "mongodb://a-real-platform.invalid");
        Console console = Console.silent(home, environment, out, out);
        int status = new Demo().run(console, false, Optional.of(3L));
        String told = screen.toString(StandardCharsets.UTF_8);
        assertThat(status).as(told).isZero();
        assertThat(told)
                .contains(
                        "$ reconciler config check",
                        "$ reconciler plan",
                        "$ reconciler apply latest",
                        "All of it is as it must be.")
                .doesNotContain("a-real-platform");
    }
}
