package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind is for its owner, also where nobody set a umask for it. */
class OwnerOnlyFilesTest {
    @TempDir private Path home;

    @Test
    void others_can_look_into_no_folder_of_a_run_and_into_no_ledger() throws IOException {
        try (Staged staged =
                Staged.on(
                        Invented.incident(new IncidentGenerator(7, 40)),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath())) {
            Said said = staged.shell().run("plan");
            assertThat(said.status()).as(said.toString()).isEqualTo(2);
            assertThat(said.err()).doesNotContain("warning");
            for (Path folder :
                    new Path[] {
                        home.resolve("work"),
                        home.resolve("plans"),
                        staged.plans().getFirst(),
                        staged.plans().getFirst().resolve("customers"),
                        staged.plans().getFirst().resolve("approvals")
                    }) {
                assertThat(rights(folder)).as(folder.toString()).isEqualTo("rwx------");
            }
            assertThat(rights(home.resolve("work/ledger.mv.db"))).isEqualTo("rw-------");
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
