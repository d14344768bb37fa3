package dev.reconciler.acceptance;

import java.io.IOException;

/** The recorded incident, its store in a mounted folder and its snapshot in a server. */
class DocsSitesInFolderAcceptanceTest extends AcceptanceContract {
    @Override
    Known known() throws IOException {
        return DocsSites.in(Staged.Layout.FOLDER_AND_SERVER, false);
    }
}
