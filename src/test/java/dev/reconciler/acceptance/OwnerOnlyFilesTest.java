package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is made is for its owner, also where nobody set a umask for it, as the launcher does: these
 * commands run in this JVM, with whatever umask that has.
 */
class OwnerOnlyFilesTest {
    @TempDir private Path temporary;

    private Path home;
    private Path work;
    private Path plans;

    @BeforeEach
    void find() throws IOException {
        home = temporary.toRealPath();
        work = home.resolve("work");
        plans = home.resolve("plans");
    }

    private Staged staged() throws IOException {
        return Staged.on(
                Invented.incident(new IncidentGenerator(7, 40)),
                Staged.Layout.FOLDER_AND_DUMP,
                Optional.empty(),
                home);
    }

    @Test
    void no_folder_that_was_made_can_be_entered_by_others_and_nothing_is_warned_of()
            throws IOException {
        try (Staged staged = staged()) {
            assertThat(run(staged, "plan", 2).err()).doesNotContain("warning");
            assertThat(openToOthers(home)).doesNotContainKeys("work", "plans");
        }
    }

    /** Then the rights of each file are all that keeps others out. */
    @Test
    void no_file_can_be_read_by_others_though_they_can_enter_folders_that_were_there_before()
            throws IOException {
        try (Staged staged = staged()) {
            open(work);
            open(plans);
            failWhilePlanning(staged);
            isForItsOwnerOnly(work);
            run(staged, "plan", 2);
            Path plan = staged.plans().getFirst();
            apply(staged, plan);
            run(staged, "report latest", 0);
            run(staged, "status", 0);
            run(staged, "backup verify latest", 0);
            run(staged, "backup export latest --to " + open(home.resolve("export")), 0);
            run(staged, "undo latest", 0);
            apply(
                    staged,
                    staged.plans().stream()
                            .filter(other -> !other.equals(plan))
                            .findFirst()
                            .orElseThrow());
            run(staged, "report latest", 0);
            isForItsOwnerOnly(work);
            isForItsOwnerOnly(plans);
            isForItsOwnerOnly(home.resolve("export"));
        }
    }

    /** What is made for a while only is there now. */
    private void failWhilePlanning(Staged staged) throws IOException {
        Path snapshot = home.resolve("snapshot/platform/sites.bson");
        byte[] whole = Files.readAllBytes(snapshot);
        Files.write(snapshot, Arrays.copyOf(whole, whole.length - 1));
        run(staged, "plan", 1);
        assertThat(work.resolve("runs/1")).isNotEmptyDirectory();
        Files.write(snapshot, whole);
    }

    private static void apply(Staged staged, Path plan) throws IOException {
        for (String person : new String[] {"ada", "grace"}) {
            run(staged, "approve latest --key " + staged.signers().key(person), 0);
        }
        long entries = FrozenPlan.open(plan).header().entries();
        run(staged, "apply latest --expect " + entries, 0);
    }

    private static Said run(Staged staged, String command, int status) {
        Said said = staged.shell().run(command.split(" "));
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        return said;
    }

    private static Path open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void isForItsOwnerOnly(Path folder) throws IOException {
        assertThat(openToOthers(folder)).as(folder.toString()).isEmpty();
    }

    /** By their names, with their rights. */
    private static Map<String, String> openToOthers(Path folder) throws IOException {
        Map<String, String> open = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.skip(1).toList()) {
                Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
                if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER_"))) {
                    open.put(
                            folder.relativize(path).toString(),
                            PosixFilePermissions.toString(rights));
                }
            }
        }
        return open;
    }
}
