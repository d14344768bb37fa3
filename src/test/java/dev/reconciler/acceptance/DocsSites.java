package dev.reconciler.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.acceptance.AcceptanceContract.Known;
import dev.reconciler.demo.Truth;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The recorded incident of fifteen documentation sites, with the answer that came with it. */
final class DocsSites {
    private static final List<String> TIERS =
            List.of("enterprise", "global", "business", "pro", "starter");

    private DocsSites() {}

    /**
     * @param inPlace whether snapshot and log are read where they lie, instead of from a copy
     */
    static Known in(Staged.Layout layout, boolean inPlace) throws IOException {
        Optional<Path> folder = Scenario.find();
        assumeTrue(
                folder.isPresent(),
                "the scenario docs-sites is not here, so this is skipped: set RECONCILER_SCENARIO to its folder");
        Path path = folder.get().toRealPath();
        Incident recorded = Scenario.load(path).incident();
        return new Known(
                withTiers(recorded),
                Truth.read(path.resolve("truth.json")),
                layout,
                inPlace ? Optional.of(path) : Optional.empty());
    }

    private static Incident withTiers(Incident recorded) {
        return new Incident(
                recorded.live(),
                recorded.snapshot(),
                true,
                recorded.log(),
                true,
                recorded.store(),
                recorded.unreadable(),
                recorded.from(),
                recorded.to(),
                recorded.now(),
                TIERS,
                List.of());
    }
}
