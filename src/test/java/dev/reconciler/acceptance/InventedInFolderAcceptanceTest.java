package dev.reconciler.acceptance;

import dev.reconciler.demo.IncidentGenerator;
import java.util.Optional;

/** Another invented incident, its store in a mounted folder and its dumps not packed. */
class InventedInFolderAcceptanceTest extends AcceptanceContract {
    private static final long SEED = 4711;

    @Override
    Known known() {
        IncidentGenerator generator = new IncidentGenerator(SEED, 400);
        return new Known(
                Invented.incident(generator),
                generator.truth(),
                Staged.Layout.FOLDER_AND_DUMP,
                Optional.empty());
    }
}
