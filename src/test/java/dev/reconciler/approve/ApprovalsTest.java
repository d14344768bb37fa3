package dev.reconciler.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsTest {
    @TempDir Path folder;

    private Keys keys;
    private Path ada;
    private Path grace;

    @BeforeEach
    void people() {
        keys = new Keys(folder);
        ada = keys.make("ada");
        grace = keys.make("grace");
    }

    private FrozenPlan planFor(String... signers) {
        var entries =
                IntStream.range(0, 200)
                        .mapToObj(i -> TestPlan.entry(TestPlan.id("deploy-" + i)))
                        .toList();
        return TestPlan.freeze(folder.resolve("plans"), keys.allowedSigners(signers), entries);
    }

    private FrozenPlan plan() {
        return planFor(
                "ada@example.org " + keys.publicHalf(ada),
                "grace@example.org " + keys.publicHalf(grace));
    }

    private SignOff check(FrozenPlan plan) {
        return Approvals.check(plan.folder(), folder.resolve("allowed_signers"));
    }

    private void sign(FrozenPlan plan, Path key, String file) {
        keys.sign(key, Approvals.NAMESPACE, plan.id(), plan.folder().resolve(file));
    }

    @Test
    void two_people_make_a_plan_an_approved_one() {
        var plan = plan();
        sign(plan, ada, "approvals/a.sig");
        assertThat(check(plan).plan()).isEmpty();
        assertThat(check(plan).missing()).isEqualTo(1);
        sign(plan, grace, "b.sig");
        var signOff = check(plan);
        assertThat(signOff.plan().orElseThrow().id()).isEqualTo(plan.id());
        assertThat(signOff.approvals())
                .extracting(Approval::person)
                .containsExactlyInAnyOrder("ada@example.org", "grace@example.org");
        assertThat(signOff.rejected()).isEmpty();
    }

    @Test
    void the_id_may_be_signed_as_a_line() {
        var plan = plan();
        keys.sign(
                ada,
                Approvals.NAMESPACE,
                plan.id() + "\n",
                plan.folder().resolve("approvals/a.sig"));
        assertThat(check(plan).approvals()).hasSize(1);
        keys.sign(
                grace,
                Approvals.NAMESPACE,
                plan.id() + "\n\n",
                plan.folder().resolve("approvals/b.sig"));
        assertThat(check(plan).rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .isEqualTo(Rejected.Reason.OTHER_TEXT);
    }

    @Test
    void two_keys_of_one_person_are_one_person() {
        Path second = keys.make("ada2");
        var plan =
                planFor(
                        "ada@example.org " + keys.publicHalf(ada),
                        "ada@example.org " + keys.publicHalf(second));
        sign(plan, ada, "approvals/a.sig");
        sign(plan, second, "approvals/b.sig");
        assertThat(check(plan).plan()).isEmpty();
        assertThat(check(plan).rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .isEqualTo(Rejected.Reason.SAME_PERSON);
    }

    @Test
    void a_key_under_two_principals_counts_for_none_on_one_line_or_on_two() {
        var oneLine = planFor("ada@example.org,grace@example.org " + keys.publicHalf(ada));
        sign(oneLine, ada, "approvals/a.sig");
        assertThat(check(oneLine).rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .isEqualTo(Rejected.Reason.TWO_PRINCIPALS);

        var twoLines =
                planFor(
                        "ada@example.org " + keys.publicHalf(ada),
                        "# more",
                        "\"grace@example.org\" namespaces=\"git,deploy-reconciler\" "
                                + keys.publicHalf(ada));
        sign(twoLines, ada, "approvals/a.sig");
        assertThat(check(twoLines).rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .isEqualTo(Rejected.Reason.TWO_PRINCIPALS);
    }

    @Test
    void a_key_on_two_lines_of_one_person_counts() {
        var plan =
                planFor(
                        "ada@example.org " + keys.publicHalf(ada),
                        "ada@example.org namespaces=\"deploy-reconciler\" " + keys.publicHalf(ada));
        sign(plan, ada, "approvals/a.sig");
        assertThat(check(plan).approvals())
                .singleElement()
                .extracting(Approval::person)
                .isEqualTo("ada@example.org");
    }

    @Test
    void a_pattern_names_nobody() {
        var plan = planFor("*@example.org " + keys.publicHalf(ada));
        sign(plan, ada, "approvals/a.sig");
        assertThat(check(plan).rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .isEqualTo(Rejected.Reason.PATTERN);
    }

    @Test
    void what_does_not_count_is_listed_with_its_reason() throws IOException {
        var plan = plan();
        Path mallory = keys.make("mallory");
        sign(plan, mallory, "approvals/unknown.sig");
        keys.sign(
                ada,
                Approvals.NAMESPACE,
                "0".repeat(64),
                plan.folder().resolve("approvals/other.sig"));
        keys.sign(ada, "git", plan.id(), plan.folder().resolve("approvals/git.sig"));
        Files.writeString(plan.folder().resolve("approvals/none.sig"), "signed, ada");
        sign(plan, grace, "approvals/changed.sig");
        Path changed = plan.folder().resolve("approvals/changed.sig");
        Files.writeString(changed, flippedNearTheEnd(Files.readString(changed)));
        assertThat(check(plan).approvals()).isEmpty();
        assertThat(check(plan).rejected())
                .extracting(rejected -> rejected.file().getFileName() + " " + rejected.reason())
                .containsExactlyInAnyOrder(
                        "unknown.sig UNKNOWN_KEY",
                        "other.sig OTHER_TEXT",
                        "git.sig OTHER_NAMESPACE",
                        "none.sig NO_SIGNATURE",
                        "changed.sig OTHER_TEXT");
    }

    @Test
    void what_cannot_be_read_is_named_and_keeps_no_other_signature_from_counting()
            throws IOException {
        var plan = plan();
        sign(plan, ada, "approvals/a.sig");
        Files.createDirectory(plan.folder().resolve("approvals/d.sig"));
        Files.createSymbolicLink(
                plan.folder().resolve("approvals/gone.sig"), plan.folder().resolve("nowhere"));
        assertThat(check(plan).rejected())
                .extracting(rejected -> rejected.file().getFileName().toString(), Rejected::reason)
                .containsExactlyInAnyOrder(
                        tuple("d.sig", Rejected.Reason.UNREADABLE),
                        tuple("gone.sig", Rejected.Reason.UNREADABLE));
        assertThat(check(plan).plan()).isEmpty();
        sign(plan, grace, "approvals/b.sig");
        assertThat(check(plan).plan()).isPresent();
    }

    private static String flippedNearTheEnd(String signature) {
        int at = signature.indexOf("-----END") - 12;
        char flipped = signature.charAt(at) == 'A' ? 'B' : 'A';
        return signature.substring(0, at) + flipped + signature.substring(at + 1);
    }

    @Test
    void a_key_counts_only_within_its_dates_and_namespaces() {
        var plan =
                planFor(
                        "ada@example.org valid-before=\"20200101\" " + keys.publicHalf(ada),
                        "grace@example.org namespaces=\"git\" " + keys.publicHalf(grace));
        sign(plan, ada, "approvals/a.sig");
        sign(plan, grace, "approvals/b.sig");
        assertThat(check(plan).rejected())
                .hasSize(2)
                .extracting(Rejected::reason)
                .containsOnly(Rejected.Reason.NOT_VALID);
    }

    @Test
    void other_signers_than_the_plan_names_are_refused() throws IOException {
        var plan = plan();
        Files.writeString(
                folder.resolve("allowed_signers"),
                "# and one more\n",
                java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> check(plan))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not those that the plan was made with");
    }

    @Test
    void an_approved_plan_gives_its_entries_from_any_of_them_on() {
        var plan = approved();
        assertThat(read(plan, 0)).hasSize(200).first().isEqualTo("1 deploy-0");
        assertThat(read(plan, 150)).hasSize(50).first().isEqualTo("151 deploy-150");
        assertThat(read(plan, 200)).isEmpty();
    }

    /**
     * The digest of the whole is only known at its end, when the first entries would long be
     * written.
     */
    @Test
    void nothing_of_a_part_that_was_changed_after_the_check_is_given() throws IOException {
        var plan = approved();
        Path file = plan.folder().resolve(FrozenPlan.FILE);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("deploy-150", "deploy-999"));
        List<String> given = new ArrayList<>();
        assertThatThrownBy(() -> readInto(given, plan, 0))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("changed since its approvals");
        assertThat(given).isNotEmpty().doesNotContain("151 deploy-999").hasSizeLessThan(150);

        Files.writeString(file, text.substring(0, text.indexOf("{\"deploy\":\"deploy-190\"")));
        assertThatThrownBy(() -> read(plan, 0)).isInstanceOf(Problem.class);
        Files.writeString(file, text + text.lines().skip(1).findFirst().orElseThrow() + "\n");
        assertThatThrownBy(() -> read(plan, 0)).isInstanceOf(Problem.class);
    }

    private ApprovedPlan approved() {
        var plan = plan();
        sign(plan, ada, "approvals/a.sig");
        sign(plan, grace, "approvals/b.sig");
        return check(plan).plan().orElseThrow();
    }

    private static List<String> read(ApprovedPlan plan, long after) {
        List<String> read = new ArrayList<>();
        readInto(read, plan, after);
        return read;
    }

    private static void readInto(List<String> read, ApprovedPlan plan, long after) {
        try (var reader = plan.entries(number -> number > after)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                Entry entry = next.get().entry();
                read.add(next.get().number() + " " + entry.deploy());
            }
        }
    }
}
