package dev.reconciler.acceptance;

import java.io.IOException;

/** The recorded incident, its evidence read in place. */
class DocsSitesAcceptanceTest extends AcceptanceContract {
    @Override
    Known known() throws IOException {
        return DocsSites.in(Staged.Layout.S3_AND_DUMP, true);
    }
}
