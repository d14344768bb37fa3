package dev.reconciler.app.cli;

import dev.reconciler.approve.Approvals;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.mongo.MongoDocuments;
import dev.reconciler.source.pointerlog.PointerLog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** What {@code config check} looks at, in the order of the configuration. */
final class Checks {
    private final Settings settings;
    private final Names names;
    private final Map<String, String> environment;

    private Checks(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.names = settings.names();
        this.environment = environment;
    }

    static List<Check> of(Settings settings, Map<String, String> environment) {
        Checks checks = new Checks(settings, environment);
        List<Check> all = new ArrayList<>();
        all.add(new Check("live", checks::live));
        all.add(new Check("snapshots", checks::snapshot));
        settings.pointerLog()
                .ifPresent(folder -> all.add(new Check("pointer-log", () -> pointerLog(folder))));
        all.add(new Check("store", checks::store));
        all.add(new Check("incident", checks::incident));
        all.add(new Check("approvals", checks::signers));
        all.add(new Check("ssh-keygen", checks::sshKeygen));
        all.add(new Check("ledger", checks::ledger));
        return all;
    }

    private String live() {
        try (MongoDocuments live =
                MongoDocuments.connect(
                        settings.live().uri().value(),
                        settings.live().database(),
                        settings.names().deploys())) {
            Stream.of(names.deploys(), names.sites(), names.accounts()).forEach(live::require);
            String counts = counts(live);
            if (live.count(names.sites()) == 0 || live.count(names.accounts()) == 0) {
                throw new Problem(
                        "the live platform has no site or no account",
                        live.description() + ": " + counts,
                        "correct live.database, or names");
            }
            return live.description()
                    + ", server "
                    + live.version().orElse("of unknown version")
                    + ": "
                    + counts
                    + newest(live);
        }
    }

    /** Of all collections that a plan reads, so that one that we may not read is noticed here. */
    private String counts(MongoDocuments source) {
        return Stream.of(names.deploys(), names.sites(), names.accounts(), names.builds())
                .map(collection -> Screen.number(source.count(collection)) + ' ' + collection)
                .collect(Collectors.joining(", "));
    }

    private String newest(MongoDocuments source) {
        return source.newest(names.deploys(), names.of(DeployField.CREATED_AT))
                .map(time -> ", newest deploy " + Screen.time(time))
                .orElse("");
    }

    private String snapshot() {
        DocumentSource snapshot = Sources.snapshot(settings);
        if (snapshot instanceof MongoDocuments server) {
            try (server) {
                server.require(names.deploys());
                return server.description()
                        + ": "
                        + counts(server)
                        + age(server.newest(names.deploys(), names.of(DeployField.CREATED_AT)));
            }
        }
        snapshot.require(names.deploys());
        return snapshot.description() + ": " + readWhole(snapshot);
    }

    /** A dump has no index to ask. */
    private String readWhole(DocumentSource snapshot) {
        long deploys = 0;
        Optional<Instant> newest = Optional.empty();
        try (DocumentCursor cursor = snapshot.open(names.deploys(), KeyRange.all())) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                if (item.get() instanceof Item.Document read) {
                    deploys++;
                    newest = later(newest, createdAt(read.document()));
                }
            }
        }
        if (deploys == 0) {
            throw new Problem(
                    "the snapshot is empty",
                    snapshot.description(),
                    "correct snapshots[0].location and its database");
        }
        return Screen.number(deploys) + ' ' + names.deploys() + age(newest);
    }

    private Optional<Instant> createdAt(RawBsonDocument document) {
        BsonValue value = document.get(names.of(DeployField.CREATED_AT));
        return Optional.ofNullable(value)
                .filter(BsonValue::isDateTime)
                .map(date -> Instant.ofEpochMilli(date.asDateTime().getValue()));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
    }

    private String age(Optional<Instant> newest) {
        return newest.map(time ->
                        ", newest "
                                + Screen.time(time)
                                + settings.incident()
                                        .map(window -> before(time, window.from()))
                                        .orElse(""))
                .orElse("");
    }

    private String before(Instant newest, Instant from) {
        if (newest.isBefore(from)) {
            return ", "
                    + Screen.hours(Duration.between(newest, from))
                    + " before the first bad write";
        }
        if (settings.acceptLateSnapshot()) {
            return ", not before the first bad write, which accept-late-snapshot allows";
        }
        throw new Problem(
                "the snapshot holds deploys of the incident",
                "its newest is of " + Screen.time(newest) + ", the first bad write of " + from,
                "take an older one, correct incident.from, or accept it: plan --accept-late-snapshot");
    }

    private static String pointerLog(Path folder) {
        Map<String, ByteSource> files = PointerLog.open(folder).files();
        return folder
                + ": "
                + Screen.number(files.size())
                + (files.size() == 1 ? " file" : " files");
    }

    private String store() {
        try (ObjectStore store = Sources.store(settings.store())) {
            store.check();
            return store.description() + ": can be read";
        }
    }

    private String incident() {
        return settings.incident()
                .map(window ->
                        Screen.time(window.from())
                                + " → "
                                + window.to().map(Screen::time).orElse("open"))
                .orElse("no window: the whole platform is checked");
    }

    private String signers() {
        List<String> people = Approvals.people(settings.allowedSigners());
        if (people.size() < 2) {
            throw new Problem(
                    "two people have to sign a plan, and fewer may",
                    settings.allowedSigners() + ": " + people,
                    "write a line per person: ada@example.org ssh-ed25519 AAAA…");
        }
        return settings.allowedSigners() + ": " + String.join(", ", people);
    }

    private String sshKeygen() {
        String path = environment.getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "ssh-keygen"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() ->
                        new Problem(
                                "ssh-keygen is not there",
                                "PATH",
                                "install OpenSSH's client, 8.2 or newer: it signs and checks approvals"));
    }

    private String ledger() {
        Ledger.open(settings.ledger()).close();
        return settings.ledger().shown() + ": ready";
    }
}
