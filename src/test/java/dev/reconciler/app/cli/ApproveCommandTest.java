package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Keys;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproveCommandTest {
    @TempDir Path home;

    private FrozenPlan plan;
    private Path ada;
    private Path grace;

    @BeforeEach
    void plan() throws IOException {
        Keys keys = new Keys(home);
        ada = keys.make("ada");
        grace = keys.make("grace");
        Path signers =
                keys.allowedSigners(
                        "ada@example.org " + keys.publicHalf(ada),
                        "grace@example.org " + keys.publicHalf(grace));
        plan =
                TestPlan.freeze(
                        home.resolve("plans"), signers, List.of(TestPlan.entry(TestPlan.id("d"))));
        Files.writeString(
                plan.folder().resolve("plan.json"),
                "{\"entries\":1,\"tiers\":{\"starter\":{\"RESTORE\":1}}}");
    }

    @Test
    void two_people_sign_and_the_next_step_is_named_each_time() {
        CommandRun first = CommandRun.in(home, "approve", "latest", "--key", "ada");
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .contains("signed as ada@example.org with SHA256:")
                .contains("ssh-keygen -Y sign -n deploy-reconciler -f ")
                .contains(
                        "Next: a second person has to sign. Send them the folder " + plan.folder());

        CommandRun second =
                CommandRun.in(
                        home, "approve", plan.id().substring(0, 6), "--key", grace.toString());
        assertThat(second.out()).contains("Next: reconciler apply " + plan.id().substring(0, 8));
        assertThat(CommandRun.in(home, "show", "latest").out())
                .contains("signed     ada@example.org ")
                .contains("grace@example.org ")
                .contains("Next: reconciler apply");
    }

    @Test
    void the_plans_folder_is_all_that_it_needs() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Path copy = Files.move(plan.folder(), elsewhere.resolve(plan.id()));

        assertThat(
                        CommandRun.in(
                                        elsewhere,
                                        "approve",
                                        "./" + plan.id(),
                                        "--key",
                                        ada.toString(),
                                        "--json")
                                .out())
                .hasLineCount(1)
                .contains("\"person\":\"ada@example.org\"")
                .contains("\"missing\":1")
                .contains(copy.toString());
    }

    @Test
    void signing_twice_is_refused_and_says_who_has_to_sign() {
        CommandRun.in(home, "approve", "latest", "--key", "ada");

        CommandRun again = CommandRun.in(home, "approve", "latest", "--key", "ada");

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("error: this plan has your signature already\n  where: ")
                .contains("a second person has to sign");
    }

    @Test
    void a_key_of_nobody_and_a_key_that_is_not_there_are_refused() {
        Path eve = new Keys(home).make("eve");

        assertThat(CommandRun.in(home, "approve", "latest", "--key", eve.toString()).err())
                .startsWith("error: a signature with this key would not count");
        assertThat(CommandRun.in(home, "approve", "latest", "--key", "nowhere").status())
                .isEqualTo(1);
    }
}
