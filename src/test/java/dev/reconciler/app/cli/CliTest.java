package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(strings = {"plan", "show", "approve", "apply", "status", "resume", "demo"})
    void every_command_explains_itself_with_examples(String command) {
        CommandRun help = CommandRun.in(home, command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains("Usage: reconciler " + command)
                .contains("Examples:")
                .contains("  reconciler " + command);
        assertThat(help.err()).isEmpty();
    }

    @Test
    void help_names_every_command_and_the_exit_status() {
        assertThat(CommandRun.in(home, "--help").out())
                .contains(
                        "plan", "show", "approve", "apply", "report", "status", "resume", "demo",
                        "config")
                .contains("16 some writes met a conflict");
    }

    @Test
    void the_version_is_one_line() {
        assertThat(CommandRun.in(home, "--version").out())
                .startsWith("deploy-reconciler ")
                .hasLineCount(1);
    }

    @Test
    void a_usage_error_is_told_in_three_lines_and_is_a_failure() {
        CommandRun run = CommandRun.in(home, "plan", "--alow-incomplete");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("error: Unknown option: '--alow-incomplete'"),
                        line -> assertThat(line).isEqualTo("  where: reconciler plan"),
                        line ->
                                assertThat(line)
                                        .contains("did you mean --allow-incomplete?")
                                        .endsWith("see reconciler plan --help"));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_command_that_is_missing_or_mistyped_is_a_usage_error() {
        assertThat(CommandRun.in(home))
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(1);
                    assertThat(run.err()).startsWith("error: a command is missing");
                });
        assertThat(CommandRun.in(home, "paln"))
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(1);
                    assertThat(run.err()).contains("paln").contains("did you mean plan");
                });
        assertThat(CommandRun.in(home, "config").status()).isEqualTo(1);
    }

    @Test
    void a_wrong_value_of_an_option_is_a_usage_error() {
        assertThat(CommandRun.in(home, "apply", "x", "--expect", "many").err())
                .contains("--expect")
                .contains("many");
        assertThat(CommandRun.in(home, "approve", "x").err()).contains("--key");
    }

    @Test
    void a_problem_is_told_in_json_where_that_is_asked_for() {
        CommandRun run = CommandRun.in(home, "plan", "--json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .hasLineCount(1)
                .contains("\"what\":\"there is no configuration file\"")
                .contains("\"next\":");
    }

    @Test
    void verbose_adds_the_stack_to_an_error_and_nothing_else_does() {
        assertThat(CommandRun.in(home, "plan").err()).hasLineCount(3);
        assertThat(CommandRun.in(home, "plan", "-v").err())
                .contains("    at dev.reconciler.app.config");
        assertThat(CommandRun.in(home, "-v", "plan").err())
                .contains("    at dev.reconciler.app.config");
    }

    @Test
    void a_wrong_configuration_is_told_with_every_error() throws IOException {
        Files.writeString(home.resolve("reconciler.yaml"), "reconciler: { tiers: [] }");

        assertThat(CommandRun.in(home, "plan").err().lines().toList())
                .startsWith("error: the configuration has 5 errors", "  where: reconciler.yaml")
                .anyMatch(line -> line.startsWith("    live.uri is missing"))
                .anyMatch(line -> line.startsWith("  what now: correct them"));
    }
}
