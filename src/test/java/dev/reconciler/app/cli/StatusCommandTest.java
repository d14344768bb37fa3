package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static final String RUN =
            """
            {"run":3,"job":"plan","state":"STATE","holder":{"host":"HOST","process":PROCESS,"processStart":"2001-01-01T00:00:00Z","since":"2026-11-24T08:00:00Z"},
             "updatedAt":"2026-11-24T08:00:30Z","steps":[{"name":"compare","before":0,"done":50,"total":200,"unit":"deploys","startedAt":"2026-11-24T08:00:20Z","endedAt":null}],
             "plan":PLAN,EXIT"message":MESSAGE}
            """;

    @TempDir Path home;

    @BeforeEach
    void configuration() throws IOException {
        Files.createDirectories(home.resolve("work"));
        Files.writeString(
                home.resolve("reconciler.yaml"),
                """
                reconciler:
                  live: { uri: "mongodb://db1", database: platform }
                  snapshots: [ { location: before } ]
                  store: { location: store }
                  tiers: [pro]
                """);
    }

    @Test
    void there_may_be_no_run_yet() {
        assertThat(CommandRun.in(home, "status").out()).startsWith("no run yet");
        assertThat(CommandRun.in(home, "status", "--json").out().strip()).isEqualTo("{}");
    }

    @Test
    void a_run_elsewhere_is_told_with_its_process_and_how_far_it_is() throws IOException {
        status("running", "another-host", 4711, "null", "null");

        assertThat(CommandRun.in(home, "status").out())
                .contains("run 3, plan: running, process 4711 on another-host, for ")
                .containsPattern("compare           ██████░{18}  50 of 200 deploys")
                .doesNotContain("exit status");
        assertThat(CommandRun.in(home, "status", "--json").out())
                .contains("\"state\":\"running\"")
                .doesNotContain("exitStatus");
    }

    @Test
    void a_run_whose_process_is_gone_is_told_so_and_how_to_go_on() throws IOException {
        status("running", java.net.InetAddress.getLocalHost().getHostName(), 1, "null", "null");

        assertThat(CommandRun.in(home, "status").out())
                .contains("its process is gone (1 on ")
                .contains(
                        "compare           ██████░░░░░░░░░░░░░░░░░░  50 of 200 deploys   5.0/s   ETA 0:30")
                .contains("Next: reconciler resume");
        assertThat(CommandRun.in(home, "status", "--json").out())
                .contains("\"vanished\":true", "\"state\":\"vanished\"")
                .contains("\"done\":50");
    }

    @Test
    void a_failed_run_says_why_and_a_completed_plan_what_to_read() throws IOException {
        status("failed", "another-host", 1, "null", "\"the snapshot \\u001b ends\"");
        assertThat(CommandRun.in(home, "status").out())
                .contains("the snapshot ⟨U+001B⟩ ends")
                .contains("Next: reconciler resume");

        status("refused", "another-host", 1, "null", "\"no such site\"");
        assertThat(CommandRun.in(home, "status").out())
                .contains("no such site", "exit status 1", "Next: the same command, corrected")
                .doesNotContain("resume");

        status("completed", "another-host", 1, "\"7f3a91c2aaaa\"", "null");
        assertThat(CommandRun.in(home, "status").out())
                .contains("run 3, plan of plan 7f3a91c2: completed")
                .contains("Next: reconciler show 7f3a91c2");

        Path file = home.resolve("work/status.json");
        Files.writeString(
                file, Files.readString(file).replace("\"job\":\"plan\"", "\"job\":\"undo\""));
        assertThat(CommandRun.in(home, "status").out())
                .contains("run 3, undo by plan 7f3a91c2: completed");
    }

    @Test
    void a_status_that_cannot_be_read_is_said_so() throws IOException {
        Files.writeString(home.resolve("work/status.json"), "{");

        assertThat(CommandRun.in(home, "status").err())
                .startsWith("error: the status cannot be read");
    }

    private void status(String state, String host, long process, String plan, String message)
            throws IOException {
        Files.writeString(
                home.resolve("work/status.json"),
                RUN.replace("STATE", state)
                        .replace("HOST", host)
                        .replace("PROCESS", Long.toString(process))
                        .replace("PLAN", plan)
                        .replace("EXIT", state.equals("running") ? "" : "\"exitStatus\":1,")
                        .replace("MESSAGE", message));
    }
}
