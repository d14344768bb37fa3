package dev.reconciler.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {
    @TempDir Path folder;

    private Keys keys;
    private Path ada;
    private Path grace;
    private FrozenPlan plan;

    @BeforeEach
    void plan() {
        keys = new Keys(folder);
        ada = keys.make("ada");
        grace = keys.make("it's grace");
        Path signers =
                keys.allowedSigners(
                        "ada@example.org " + keys.publicHalf(ada),
                        "grace@example.org " + keys.publicHalf(grace));
        plan =
                TestPlan.freeze(
                        folder.resolve("plans"),
                        signers,
                        List.of(TestPlan.entry(TestPlan.id("d"))));
    }

    @Test
    void a_person_signs_with_nothing_but_the_plans_folder() throws IOException {
        Files.delete(folder.resolve("allowed_signers"));
        var signed = Signing.sign(plan.folder(), ada);
        assertThat(signed.approval().person()).isEqualTo("ada@example.org");
        assertThat(signed.approval().file())
                .isEqualTo(plan.folder().resolve("approvals/ada@example.org.sig"))
                .exists();
        assertThat(signed.signOff().missing()).isEqualTo(1);
        assertThat(Signing.sign(plan.folder(), grace).signOff().plan()).isPresent();
    }

    @Test
    void the_same_person_does_not_sign_twice_not_even_with_another_key() {
        Path second = keys.make("ada2");
        Path signers =
                keys.allowedSigners(
                        "ada@example.org " + keys.publicHalf(ada),
                        "ada@example.org " + keys.publicHalf(second));
        plan = TestPlan.freeze(folder.resolve("plans"), signers, List.of());
        Signing.sign(plan.folder(), ada);
        for (Path key : List.of(ada, second)) {
            assertThatThrownBy(() -> Signing.sign(plan.folder(), key))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("this plan has your signature already")
                    .hasMessageMatching(
                            "(?s).*approvals/ada@example.org.sig, \\d\\d:\\d\\d:\\d\\dZ.*")
                    .hasMessageContaining(
                            "a second person has to sign. Send them the folder " + plan.folder());
        }
        assertThat(plan.folder().resolve("approvals")).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void a_key_that_would_not_count_does_not_sign() {
        Path mallory = keys.make("mallory");
        assertThatThrownBy(() -> Signing.sign(plan.folder(), mallory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not stand in allowed_signers");
        assertThat(plan.folder().resolve("approvals")).doesNotExist();
    }

    @Test
    void a_key_that_is_not_there_is_a_problem() {
        assertThatThrownBy(() -> Signing.sign(plan.folder(), folder.resolve("none")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no such key");
    }

    @Test
    void a_public_key_without_its_private_one_cannot_sign() throws IOException {
        Path pub = folder.resolve("alone/ada.pub");
        Files.createDirectories(pub.getParent());
        Files.writeString(pub, keys.publicHalf(ada));
        assertThatThrownBy(() -> Signing.sign(plan.folder(), pub))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("could not sign with this key");
    }

    @Test
    void a_plan_with_a_changed_byte_is_not_signed() throws IOException {
        Files.writeString(plan.folder().resolve(FrozenPlan.FILE), "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Signing.sign(plan.folder(), ada))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not the one that its folder names");
    }

    @Test
    void a_signature_that_does_not_count_is_not_overwritten() throws IOException {
        Path other = plan.folder().resolve("approvals/ada@example.org.sig");
        Files.createDirectories(other.getParent());
        Files.writeString(other, "broken");
        assertThat(Signing.sign(plan.folder(), ada).approval().file())
                .hasFileName("ada@example.org-2.sig");
        assertThat(other).hasContent("broken");
    }

    @Test
    void the_plain_line_does_the_same() {
        Path approvals = plan.folder().resolve("approvals");
        approvals.toFile().mkdirs();
        String line = Signing.plainLine(plan.id(), plan.folder(), grace, "grace@example.org");
        Keys.run(List.of("sh", "-c", line), "");
        assertThat(Approvals.check(plan.folder(), folder.resolve("allowed_signers")).approvals())
                .singleElement()
                .extracting(Approval::person)
                .isEqualTo("grace@example.org");
    }
}
