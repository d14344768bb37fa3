package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program in a heap that holds a fraction of what it works on: damaged deploys of a
 * megabyte and more each. What it has in memory at once is bounded by bytes, not by their number.
 */
class BoundedMemoryTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE_DAMAGE = 10;

    @Test
    @Tag("slow")
    void many_large_deploys_are_planned_repaired_and_taken_back(@TempDir Path folder)
            throws Exception {
        try (SmallPlatform platform = SmallPlatform.start(folder, 7, 100)) {
            var incident = new LargeIncident(platform, folder, MEGABYTE, 256);
            FrozenPlan plan = incident.repair();
            incident.run(0, "report", plan.id());
            incident.run(0, "undo", plan.id());
            incident.apply(only(incident.plans().filter(path -> !path.equals(plan.folder()))));
            incident.run(0, "backup", "export", plan.id(), "--to", "exported");
        }
    }

    private static FrozenPlan only(Stream<Path> plans) {
        try (plans) {
            List<Path> all = plans.toList();
            assertThat(all).hasSize(1);
            return FrozenPlan.open(all.getFirst());
        }
    }

    /** A platform of which each deploy is damaged. */
    private static final class LargeIncident {
        private final int heap;
        private final Path home;
        private final Signers signers;

        /**
         * @param heap in megabytes, of each process
         */
        LargeIncident(SmallPlatform platform, Path folder, int bytes, int heap) throws IOException {
            this.heap = heap;
            this.home = Files.createDirectories(folder.resolve("home"));
            this.signers = Signers.create(folder.resolve("signers"));
            platform.growDeploys(bytes, LARGE_DAMAGE);
            Files.copy(
                    signers.allowedSigners(),
                    platform.allowedSigners(),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(home.resolve("reconciler.yaml"), platform.yaml());
        }

        FrozenPlan repair() throws Exception {
            run(Exit.DAMAGE.bit(), "plan");
            FrozenPlan plan = only(plans());
            assertThat(plan.header().entries()).isEqualTo(plan.header().deploys());
            apply(plan);
            run(0, "backup", "verify", plan.id());
            return plan;
        }

        void apply(FrozenPlan plan) throws Exception {
            Signers.PEOPLE.forEach(person -> Signing.sign(plan.folder(), signers.key(person)));
            String entries = Long.toString(plan.header().entries());
            run(0, "apply", plan.id(), "--expect", entries);
        }

        void run(int status, String... command) throws Exception {
            RealProcess process = RealProcess.startWithHeap(heap, home, command);
            int ended = process.status();
            assertThat(ended)
                    .as(String.join(" ", command) + ": " + process.text())
                    .isEqualTo(status);
        }

        Stream<Path> plans() throws IOException {
            return Files.list(home.resolve("plans"));
        }
    }
}
