package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.RunStatus;
import dev.reconciler.job.StepStatus;
import dev.reconciler.job.ledger.Holder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant START = Instant.parse("2017-02-02T20:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void a_step_shows_its_share_its_rate_and_the_time_that_is_left() {
        StepStatus step =
                new StepStatus("verify", 0, 41_877, 77_104, "objects", START, Optional.empty());

        assertThat(ProgressLine.withBar(step, START.plusSeconds(22)))
                .isEqualTo(
                        "verify            █████████████░░░░░░░░░░░  41,877 of 77,104 objects   1,904/s   ETA 0:18");
    }

    @Test
    void a_step_that_has_ended_shows_how_long_it_took() {
        StepStatus step =
                new StepStatus(
                        "compare",
                        0,
                        168_930,
                        168_930,
                        "deploys",
                        START,
                        Optional.of(START.plusMillis(800)));

        assertThat(ProgressLine.withBar(step, START.plusSeconds(99)))
                .isEqualTo(
                        "compare           ████████████████████████    168,930 deploys   211,163/s   0:00.8");
    }

    @Test
    void what_an_earlier_process_did_does_not_count_for_the_rate() {
        StepStatus step =
                new StepStatus("write", 900, 1_000, 2_000, "entries", START, Optional.empty());

        assertThat(ProgressLine.plain(step, START.plusSeconds(10)))
                .endsWith("1,000 of 2,000 entries   10/s   ETA 1:40");
    }

    @Test
    void without_a_total_there_is_no_guess() {
        StepStatus step = new StepStatus("stage", 0, 17, 0, "documents", START, Optional.empty());

        assertThat(ProgressLine.withBar(step, START.plusSeconds(1)))
                .endsWith("░         17 documents   17/s");
    }

    @Test
    void bars_are_drawn_over_and_what_has_ended_stays() {
        ProgressBars bars = new ProgressBars(out, 200);
        bars.say("snapshot", "of 09:00\u0007");
        bars.see(run("running", step("compare", 1, Optional.empty())));
        bars.see(run("running", step("compare", 2, Optional.empty())));
        bars.see(run("completed", step("compare", 3, Optional.of(Instant.now()))));

        assertThat(frames())
                .containsExactly(
                        "\r\u001b[Jsnapshot   of 09:00⟨U+0007⟩\n",
                        "\r\u001b[Jcompare 1\n",
                        "\u001b[1A\r\u001b[Jcompare 2\n",
                        "\u001b[1A\r\u001b[Jcompare 3\n");
    }

    @Test
    void a_line_never_wraps() {
        new ProgressBars(out, 20).see(run("running", step("compare", 1, Optional.empty())));

        assertThat(
                        bytes.toString(StandardCharsets.UTF_8)
                                .lines()
                                .toList()
                                .getLast()
                                .replace("\u001b[J", ""))
                .hasSizeLessThan(21);
    }

    @Test
    void without_a_terminal_a_step_is_one_line_when_it_has_ended() {
        ProgressLines lines = new ProgressLines(out);
        lines.see(run("running", step("compare", 1, Optional.empty())));
        lines.see(run("running", step("compare", 3, Optional.of(Instant.now()))));
        lines.see(run("completed", step("compare", 3, Optional.of(Instant.now()))));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .startsWith("compare                   3 deploys")
                .doesNotContain("\u001b");
    }

    @Test
    void machines_get_a_line_of_json() {
        ProgressJson json = new ProgressJson(out);
        json.say("snapshot", "of 09:00");
        json.see(run("completed", step("compare", 3, Optional.empty())));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"say\":\"snapshot\""),
                        line ->
                                assertThat(line)
                                        .startsWith("{")
                                        .contains("\"name\":\"compare\"")
                                        .contains("\"done\":3"));
    }

    private List<String> frames() {
        String all = bytes.toString(StandardCharsets.UTF_8);
        return List.of(
                all.replaceAll("(compare) [^\n]*?(\\d) of 9 deploys[^\n]*", "$1 $2")
                        .replaceAll("(compare) [^\n]*?(\\d) deploys[^\n]*", "$1 $2")
                        .split("(?<=\n)"));
    }

    private static StepStatus step(String name, long done, Optional<Instant> ended) {
        return new StepStatus(
                name, 0, done, ended.isPresent() ? done : 9, "deploys", Instant.now(), ended);
    }

    private static RunStatus run(String state, StepStatus step) {
        return new RunStatus(
                1,
                "plan",
                state,
                Holder.current(),
                Instant.now(),
                List.of(step),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0),
                Optional.empty());
    }
}
