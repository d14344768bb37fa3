package dev.reconciler.acceptance;

import dev.reconciler.demo.DumpWriter;
import dev.reconciler.demo.EmbeddedPlatform;
import dev.reconciler.demo.Signers;
import dev.reconciler.demo.WorkingFolder;
import dev.reconciler.oracle.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * An incident on servers: the platform as it stands in a database and a store, the evidence beside
 * them, two people who sign, and a configuration that names it all.
 */
final class Staged implements AutoCloseable {
    private static final List<String> TIERS =
            List.of("enterprise", "global", "business", "pro", "starter");
    private static final String SNAPSHOT = "snapshot";

    private final EmbeddedPlatform platform = EmbeddedPlatform.start();
    private final WorkingFolder folder;
    private final Incident incident;
    private final Signers signers;
    private final Map<String, String> settings;

    /** Where what is read lies. */
    enum Layout {
        /** The store behind S3, the snapshot in a folder of packed dumps. */
        S3_AND_DUMP,
        /** The store in a mounted folder, the dumps not packed. */
        FOLDER_AND_DUMP,
        /** The store in a mounted folder, the snapshot in a server of its own. */
        FOLDER_AND_SERVER
    }

    private Staged(Incident incident, Path home) throws IOException {
        this.incident = incident;
        this.folder = new WorkingFolder(home);
        this.signers = folder.signers();
        this.settings =
                folder.settings(
                        platform,
                        window(incident),
                        incident.tiers().isEmpty() ? TIERS : incident.tiers());
        if (incident.from().isEmpty()) {
            settings.remove("incident");
        }
    }

    /**
     * @param evidence a folder with {@code snapshot/} and {@code pointer-log/} to be read in place;
     *     otherwise they are written anew
     */
    static Staged on(Incident incident, Layout layout, Optional<Path> evidence, Path home)
            throws IOException {
        Staged staged = new Staged(incident, home);
        try {
            staged.load("platform", incident.live());
            staged.store(layout != Layout.S3_AND_DUMP);
            staged.snapshot(layout, evidence);
            staged.pointerLog(evidence);
            staged.folder.configure(staged.settings);
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private static String window(Incident incident) {
        return incident.from()
                .map(from ->
                        "{ from: "
                                + from
                                + incident.to().map(to -> ", to: " + to).orElse("")
                                + " }")
                .orElse("");
    }

    private void load(String database, Incident.Database documents) {
        platform.database().insert(database, "deploys", documents.deploys()::forEach);
        platform.database().insert(database, "sites", documents.sites()::forEach);
        platform.database().insert(database, "accounts", documents.accounts()::forEach);
        platform.database().insert(database, "builds", documents.builds()::forEach);
    }

    private void store(boolean inFolder) throws IOException {
        if (!inFolder) {
            incident.store().forEach(platform.store()::put);
            platform.store().flush();
            return;
        }
        Path root = folder.path().resolve("store");
        for (Map.Entry<String, byte[]> object : incident.store().entrySet()) {
            Path file = root.resolve(object.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, object.getValue());
        }
        settings.put("store", "{ location: \"" + root.toUri() + "\" }");
    }

    private void snapshot(Layout layout, Optional<Path> evidence) throws IOException {
        if (layout == Layout.FOLDER_AND_SERVER) {
            load(SNAPSHOT, incident.snapshot());
            settings.put(
                    "snapshots",
                    "[ { location: \"%s\", database: %s } ]"
                            .formatted(
                                    platform.database().uri(),
                                    platform.database().database(SNAPSHOT)));
        } else if (evidence.isPresent() && layout == Layout.S3_AND_DUMP) {
            settings.put(
                    "snapshots",
                    "[ { location: \"%s\", database: platform } ]"
                            .formatted(evidence.get().resolve("snapshot")));
        } else {
            DumpWriter dump = folder.snapshot("platform", layout == Layout.S3_AND_DUMP);
            dump.write("deploys", incident.snapshot().deploys()::forEach);
            dump.write("sites", incident.snapshot().sites()::forEach);
            dump.write("accounts", incident.snapshot().accounts()::forEach);
            dump.write("builds", incident.snapshot().builds()::forEach);
        }
    }

    private void pointerLog(Optional<Path> evidence) throws IOException {
        if (evidence.isPresent()) {
            settings.put(
                    "pointer-log",
                    "{ location: \"" + evidence.get().resolve("pointer-log") + "\" }");
            return;
        }
        if (incident.log().isEmpty()) {
            settings.remove("pointer-log");
        }
        for (Incident.LogFile file : incident.log()) {
            folder.pointerLog(file.name(), file.lines()::forEach);
        }
    }

    /** Puts the ledger elsewhere than into a file of the folder. */
    void ledgerAt(String url) throws IOException {
        settings.put("ledger", "{ url: \"" + url + "\" }");
        folder.configure(settings);
    }

    Shell shell() {
        return new Shell(folder.path());
    }

    WorkingFolder folder() {
        return folder;
    }

    EmbeddedPlatform platform() {
        return platform;
    }

    Signers signers() {
        return signers;
    }

    /**
     * A shell in another folder, with a ledger, plans and a configuration of its own.
     *
     * @param changes lines of the configuration by key; an empty one takes the line out
     */
    Shell shellIn(Path home, Map<String, String> changes) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changes.forEach((key, line) -> {
            if (line.isEmpty()) {
                changed.remove(key);
            } else {
                changed.put(key, line);
            }
        });
        new WorkingFolder(home).configure(changed);
        return new Shell(home);
    }

    /** Every document as it stands now. */
    Map<String, List<RawBsonDocument>> picture() {
        return platform.database().picture("platform");
    }

    /** The folders of all plans. */
    List<Path> plans() throws IOException {
        Path plans = folder.path().resolve("plans");
        if (!Files.isDirectory(plans)) {
            return List.of();
        }
        try (var all = Files.list(plans)) {
            return all.filter(plan -> !plan.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
