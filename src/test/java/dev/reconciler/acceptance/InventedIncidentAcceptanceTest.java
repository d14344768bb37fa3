package dev.reconciler.acceptance;

import dev.reconciler.demo.IncidentGenerator;
import java.util.Optional;

/** The incident that the demo shows. */
class InventedIncidentAcceptanceTest extends AcceptanceContract {
    private static final long SEED = 20170202;

    @Override
    Known known() {
        IncidentGenerator generator = new IncidentGenerator(SEED, 2_400);
        return new Known(
                Invented.incident(generator),
                generator.truth(),
                Staged.Layout.S3_AND_DUMP,
                Optional.empty());
    }
}
