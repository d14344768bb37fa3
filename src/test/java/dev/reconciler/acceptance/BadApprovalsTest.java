package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Signers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans and signatures that are no good: each is refused with an error that says what to do, and
 * nothing is written.
 */
class BadApprovalsTest {
    private static Staged staged;
    private static Map<String, List<RawBsonDocument>> before;

    @TempDir private Path home;

    private Shell shell;
    private Path plan;
    private String entries;

    @BeforeAll
    static void makeAPlan(@TempDir Path folder) throws IOException {
        IncidentGenerator generator = new IncidentGenerator(7, 80);
        staged =
                Staged.on(
                        Invented.incident(generator),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        folder.toRealPath());
        before = staged.picture();
        Said said = staged.shell().run("plan");
        assertThat(said.status()).as(said.toString()).isEqualTo(2);
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    /** Each test has a copy of the plan's folder, as a colleague would. */
    @BeforeEach
    void copyThePlan() throws IOException {
        shell = staged.shellIn(home, Map.of());
        Path original = staged.plans().getFirst();
        plan = home.resolve("plans").resolve(original.getFileName());
        entries = String.valueOf(PlanFile.entries(original));
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path copy = plan.resolve(original.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @AfterEach
    void nothing_was_written() {
        assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
    }

    private Said approve(String person) {
        return shell.run("approve", "latest", "--key", staged.signers().key(person).toString());
    }

    private Said apply() {
        return shell.run("apply", "latest", "--expect", entries);
    }

    private static void assertWaiting(Said said, String where) {
        assertRefused(said, 8, "waits for approval", where);
    }

    @Test
    void no_plan_has_that_id() {
        for (String command : List.of("show", "report", "apply")) {
            assertRefused(shell.run(command, "0123456789"), 1, "", "0123456789");
        }
        assertRefused(
                shell.run("approve", "0123456789", "--key", staged.signers().key("ada").toString()),
                1,
                "",
                "0123456789");
    }

    @Test
    void one_byte_of_the_plan_was_changed() throws IOException {
        Path file = plan.resolve("plan.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        for (Said said : List.of(shell.run("show", "latest"), approve("ada"), apply())) {
            assertRefused(said, 1, "", plan.getFileName().toString());
        }
    }

    @Test
    void a_key_that_nobody_knows_does_not_sign() throws IOException {
        Path key = home.resolve("stranger");
        Signers.makeKey(key, "ada@example.org");
        assertRefused(
                shell.run("approve", "latest", "--key", key.toString()), 1, "would not count", "");
        assertWaiting(apply(), "nobody has signed it");
    }

    @Test
    void a_key_that_is_not_there_does_not_sign() {
        assertRefused(
                shell.run("approve", "latest", "--key", "nowhere"), 1, "no such key", "nowhere");
    }

    @Test
    void one_person_signs_once() {
        assertThat(approve("ada").status()).isZero();
        assertRefused(approve("ada"), 1, "has your signature already", "ada@example.org");
        assertWaiting(apply(), "only ada@example.org");
    }

    @Test
    void one_person_under_two_names_of_the_file_is_one_person() throws IOException {
        assertThat(approve("ada").status()).isZero();
        Files.copy(signature("ada"), signature("ada").resolveSibling("grace@example.org.sig"));
        assertWaiting(apply(), "only ada@example.org");
    }

    @Test
    void a_signature_of_another_plan_does_not_count() throws IOException {
        assertThat(approve("ada").status()).isZero();
        Path other = home.resolve("another");
        Files.writeString(other, "f".repeat(64));
        sign(other);
        Files.move(Path.of(other + ".sig"), signature("grace"));
        assertWaiting(apply(), "grace@example.org.sig does not count");
    }

    private void sign(Path text) throws IOException {
        Process process =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-Y",
                                "sign",
                                "-n",
                                "deploy-reconciler",
                                "-f",
                                staged.signers().key("grace").toString(),
                                text.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        assertThat(Path.of(text + ".sig")).exists();
    }

    @Test
    void a_broken_signature_does_not_count() throws IOException {
        assertThat(approve("ada").status()).isZero();
        assertThat(approve("grace").status()).isZero();
        List<String> lines = Files.readAllLines(signature("grace"));
        Files.write(signature("grace"), lines.subList(0, lines.size() / 2));
        assertWaiting(apply(), "grace@example.org.sig does not count");
    }

    @Test
    void a_signature_that_cannot_be_read_is_named_and_does_not_count() throws IOException {
        assertThat(approve("ada").status()).isZero();
        Files.createDirectory(signature("grace"));
        assertWaiting(apply(), "grace@example.org.sig does not count: it cannot be read");
        assertThat(shell.run("show", "latest").out())
                .contains("counts for nothing: grace@example.org.sig, it cannot be read");
    }

    @Test
    void the_list_of_signers_is_not_the_one_that_the_plan_was_made_with() throws IOException {
        assertThat(approve("ada").status()).isZero();
        assertThat(approve("grace").status()).isZero();
        Path longer = home.resolve("allowed_signers");
        Files.write(longer, Files.readAllLines(staged.signers().allowedSigners()));
        Files.writeString(longer, "# and nobody else\n", java.nio.file.StandardOpenOption.APPEND);
        shell =
                staged.shellIn(
                        home, Map.of("approvals", "{ allowed-signers: \"" + longer + "\" }"));
        assertRefused(apply(), 1, "allowed signers", longer.toString());
    }

    @Test
    void a_plan_that_is_larger_than_allowed_is_not_applied_unasked() {
        assertThat(approve("ada").status()).isZero();
        assertThat(approve("grace").status()).isZero();
        assertRefused(shell.run("apply", "latest"), 1, "max-damage", "");
        assertRefused(shell.run("apply", "latest", "--expect", "7"), 1, "", "--expect says 7");
    }

    private Path signature(String person) {
        return plan.resolve("approvals").resolve(Signers.principal(person) + ".sig");
    }
}
