package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is applied one part after the other, on the command line. */
class PartialApplyTest {
    private static final IncidentGenerator GENERATOR = new IncidentGenerator(7, 80);

    @TempDir private Path home;

    private Staged staged;

    @BeforeEach
    void stage() throws IOException {
        staged =
                Staged.on(
                        Invented.incident(GENERATOR),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath());
    }

    @AfterEach
    void close() {
        staged.close();
    }

    @Test
    void the_parts_come_to_the_same_as_the_whole() throws IOException {
        Shell shell = staged.shell();
        shell.run("plan");
        shell.run("approve", "latest", "--key", staged.signers().key("ada").toString());
        shell.run("approve", "latest", "--key", staged.signers().key("grace").toString());
        String entries = String.valueOf(PlanFile.entries(staged.plans().getFirst()));
        Truth truth = GENERATOR.truth();
        var before = staged.picture();
        String tier = GENERATOR.tiers().getFirst();

        Said unknown = shell.run("apply", "latest", "--only-tier", "gold");
        assertThat(unknown.toString()).contains("the plan does not know that tier");
        Said part = shell.run("apply", "latest", "--only-tier", tier, "--expect", entries);
        assertThat(part.status()).as(part.toString()).isZero();
        assertThat(part.toString())
                .contains("is applied in part", "entries are still to come, under the same");
        assertThat(shell.run("report", "latest").toString())
                .contains("rebuilds.", "entries are still to come: reconciler apply");
        assertThat(shell.run("status").toString()).contains("still to come: reconciler apply");

        Said rest = shell.run("apply", "latest", "--expect", entries);
        assertThat(rest.status()).as(rest.toString()).isZero();
        assertThat(rest.toString()).contains("is applied").doesNotContain("in part");
        assertThat(PlatformCheck.applied(truth, before, staged.picture())).isEmpty();
        assertThat(shell.run("apply", "latest").toString())
                .contains("this plan is applied already");
    }
}
