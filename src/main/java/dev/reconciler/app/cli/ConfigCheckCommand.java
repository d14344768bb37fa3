package dev.reconciler.app.cli;

import dev.reconciler.job.Settings;
import dev.reconciler.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Connects to everything that is configured, and says line by line what it found. */
@Command(
        name = "check",
        description =
                "Validates the configuration, connects to everything that it names, and says what is there. Writes nothing to the platform.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconciler config check",
            "  reconciler -c jobs/incident.yaml config check"
        })
final class ConfigCheckCommand implements Callable<Integer> {
    private final Cli cli;

    ConfigCheckCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        LogLevel.set(cli.verbose());
        Settings settings = cli.settings();
        List<Map<String, Object>> answers = new ArrayList<>();
        int failures = 0;
        for (Check check : Checks.of(settings, cli.console().environment())) {
            try {
                String found = check.look();
                answers.add(answer(check, "found", found));
                say(check, Screen.safe(found));
            } catch (Problem problem) {
                failures++;
                answers.add(answer(check, "failed", Cli.machine(problem)));
                fail(check, problem);
            }
        }
        List<String> warnings = warnings(settings);
        if (cli.json()) {
            cli.answer(Map.of("checks", answers, "failures", failures, "warnings", warnings));
        } else {
            warnings.forEach(
                    warning -> cli.print(Screen.pad("warning", 15) + ' ' + Screen.safe(warning)));
            cli.print(
                    failures == 0
                            ? "Next: reconciler plan"
                            : failures + (failures == 1 ? " check" : " checks") + " failed");
        }
        return failures == 0 ? 0 : 1;
    }

    private List<String> warnings(Settings settings) {
        List<String> warnings = new ArrayList<>(Warnings.ofSecrets(cli.configuration(), settings));
        Warnings.ofSigners(settings.allowedSigners()).ifPresent(warnings::add);
        return warnings;
    }

    private static Map<String, Object> answer(Check check, String key, Object value) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("check", check.name());
        answer.put(key, value);
        return answer;
    }

    private void say(Check check, String found) {
        if (!cli.json()) {
            cli.print(Screen.pad(check.name(), 15) + ' ' + found);
        }
    }

    private void fail(Check check, Problem problem) {
        if (!cli.json()) {
            say(check, "FAILED: " + Screen.safe(problem.what()));
            cli.print(" ".repeat(18) + "where: " + Screen.safe(problem.where()));
            cli.print(" ".repeat(18) + "what now: " + Screen.safe(problem.next()));
        }
    }
}
