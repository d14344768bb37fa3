package dev.reconciler.acceptance;

import java.io.IOException;

/** The recorded incident, its snapshot in a server over a mounted copy. */
class DocsSitesOnServerAcceptanceTest extends AcceptanceContract {
    @Override
    Known known() throws IOException {
        return DocsSites.in(Staged.Layout.S3_AND_SERVER, false);
    }
}
