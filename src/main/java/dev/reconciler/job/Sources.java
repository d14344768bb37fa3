package dev.reconciler.job;

import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.dump.DumpFolder;
import dev.reconciler.source.mongo.MongoDocuments;
import dev.reconciler.source.pointerlog.PointerLog;
import dev.reconciler.source.store.FolderStore;
import dev.reconciler.source.store.S3Settings;
import dev.reconciler.source.store.S3Settings.Patience;
import dev.reconciler.source.store.S3Store;
import dev.reconciler.source.store.StoreLayout;
import java.util.Optional;

/**
 * Everything that a plan is made from, opened. To add a kind of source, write its adapter and add a
 * case here.
 *
 * @param live the database under repair, for reading
 * @param snapshot what it was before
 * @param pointerLog empty where there is none
 */
public record Sources(
        MongoDocuments live,
        DocumentSource snapshot,
        Optional<PointerLog> pointerLog,
        ObjectStore store)
        implements AutoCloseable {

    /**
     * Opens what the settings name; the store and the databases are reached only when they are
     * first read.
     *
     * @throws dev.reconciler.model.Problem when a folder is not there or a connection string cannot
     *     be used
     */
    public static Sources open(Settings settings) {
        Settings.Live live = settings.live();
        return new Sources(
                MongoDocuments.connect(
                        live.uri().value(), live.database(), settings.names().deploys()),
                snapshot(settings),
                settings.pointerLog().map(PointerLog::open),
                store(settings.store()));
    }

    /** Opens the snapshot alone. */
    public static DocumentSource snapshot(Settings settings) {
        Settings.Snapshot snapshot = settings.snapshots().getFirst();
        return switch (snapshot.location()) {
            case Settings.Location.Folder folder ->
                    DumpFolder.open(folder.path(), snapshot.database(), settings.allowIncomplete());
            case Settings.Location.Server server ->
                    MongoDocuments.connect(
                            server.uri().value(), snapshot.database(), settings.names().deploys());
        };
    }

    /** Opens the store alone. */
    public static ObjectStore store(Settings.Store store) {
        return switch (store) {
            case Settings.Store.Folder folder ->
                    new FolderStore(folder.path(), new StoreLayout(folder.trees(), folder.blobs()));
            case Settings.Store.S3 s3 ->
                    new S3Store(
                            new S3Settings(
                                    s3.endpoint(),
                                    s3.region(),
                                    s3.bucket(),
                                    s3.pathStyle(),
                                    s3.credentials().map(Sources::credentials),
                                    new StoreLayout(s3.trees(), s3.blobs()),
                                    Patience.DEFAULT));
        };
    }

    private static S3Settings.Credentials credentials(Settings.Credentials key) {
        return new S3Settings.Credentials(key.accessKey().value(), key.secretKey().value());
    }

    @Override
    public void close() {
        live.close();
        store.close();
        if (snapshot instanceof MongoDocuments server) {
            server.close();
        }
    }
}
