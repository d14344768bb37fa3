package dev.reconciler.acceptance;

import java.io.IOException;

/** The recorded incident, its store in a mounted folder and its dumps not packed. */
class DocsSitesInFolderAcceptanceTest extends AcceptanceContract {
    @Override
    Known known() throws IOException {
        return DocsSites.in(Staged.Layout.FOLDER_AND_DUMP, false);
    }
}
