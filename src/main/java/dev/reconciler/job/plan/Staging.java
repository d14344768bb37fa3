package dev.reconciler.job.plan;

import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.model.Account;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import dev.reconciler.model.Undecodable;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.ReadAhead;
import dev.reconciler.source.pointerlog.LogCursor;
import dev.reconciler.source.pointerlog.LogItem;
import dev.reconciler.source.pointerlog.PointerLog;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** Puts in order what does not come in the order of deploy ids, a file at a time. */
final class Staging {
    private static final int MOST_NAMED = 10;
    private static final byte[] LIVE = {0};
    private static final byte[] SNAPSHOT = {1};

    private final Settings settings;
    private final Sources sources;
    private final Run run;
    private final Names names;

    Staging(Settings settings, Sources sources, Run run) {
        this.settings = settings;
        this.sources = sources;
        this.run = run;
        this.names = settings.names();
    }

    /** What is done with one document of a source. */
    @FunctionalInterface
    private interface Take {
        void document(RawBsonDocument document, NoteTaking notes);
    }

    /**
     * The deploys of the snapshot by id; one that holds deploys of the window is refused unless
     * that was accepted.
     */
    void snapshot() {
        NoteTaking notes = new NoteTaking();
        SortedRuns runs = runs(RunFiles.SNAPSHOT);
        List<String> late = new ArrayList<>();
        read(
                sources.snapshot(),
                names.deploys(),
                notes,
                (document, taking) -> {
                    Deploy deploy = Deploy.of(document, names);
                    Optional<Instant> created = deploy.time(DeployField.CREATED_AT);
                    created.ifPresent(taking::time);
                    if (isLate(created)) {
                        late.add(
                                late.size() < MOST_NAMED
                                        ? deploy.id().text() + " of " + created.orElseThrow()
                                        : "");
                    }
                    taking.count(false);
                    runs.add(deploy.id().key(), bytes(document));
                });
        if (notes.notes().before() == 0) {
            throw new Problem(
                    "the snapshot has no deploys",
                    sources.snapshot().description() + ", collection " + names.deploys(),
                    "Check its location and its database: every live deploy would look new");
        }
        refuseLate(late);
        finish(RunFiles.SNAPSHOT, runs, notes);
    }

    private boolean isLate(Optional<Instant> created) {
        return settings.incident().isPresent()
                && !settings.acceptLateSnapshot()
                && created.filter(at -> !at.isBefore(settings.incident().get().from())).isPresent();
    }

    private void refuseLate(List<String> late) {
        if (late.isEmpty()) {
            return;
        }
        String named = String.join(", ", late.subList(0, Math.min(late.size(), MOST_NAMED)));
        throw new Refused(
                "the snapshot was taken after the first bad write: it holds "
                        + late.size()
                        + " deploys of the incident",
                sources.snapshot().description()
                        + ": "
                        + named
                        + (late.size() > MOST_NAMED ? " and more" : ""),
                "Use an older snapshot, or check incident.from; to go on with this one: --accept-late-snapshot");
    }

    /**
     * The first entry of each deploy by deploy; a later one is no evidence (contract, section 3).
     */
    void log() {
        NoteTaking notes = new NoteTaking();
        SortedRuns all = SortedRuns.open(run.folder().file("log-entries.runs"), 0);
        sources.pointerLog().ifPresent(log -> readLog(log, all, notes));
        SortedRuns first = runs(RunFiles.LOG);
        SortedFile entries = all.merge(run.folder().file("log-entries.sorted"));
        keepFirst(entries, first, notes);
        finish(RunFiles.LOG, first, notes);
        delete(entries.path());
    }

    private void readLog(PointerLog log, SortedRuns all, NoteTaking notes) {
        try (LogCursor cursor = log.cursor();
                Progress.Step step = run.progress().step("log", 0, 0, "entries")) {
            long sequence = 0;
            for (Optional<LogItem> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                switch (item.get()) {
                    case LogItem.Entry entry -> {
                        notes.count(false);
                        notes.time(entry.at());
                        all.add(logKey(entry, sequence++), EvidenceCodec.encode(logEntry(entry)));
                    }
                    case LogItem.UnreadableLine line ->
                            notes.unreadable(
                                    line.file() + ", line " + line.line() + ": " + line.why(),
                                    true);
                    case LogItem.UnreadableFile file ->
                            notes.unreadable(file.file() + ": " + file.why(), false);
                }
                step.advance(1);
            }
        }
    }

    /**
     * By deploy, then time; entries come in the order of file and line, and equal keys stay in it.
     */
    private static byte[] logKey(LogItem.Entry entry, long sequence) {
        byte[] deploy = entry.deploy().key();
        return ByteBuffer.allocate(deploy.length + 8 + 4 + 8)
                .put(deploy)
                .putLong(entry.at().getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(entry.at().getNano())
                .putLong(sequence)
                .array();
    }

    private static LogEntry logEntry(LogItem.Entry entry) {
        return new LogEntry(
                entry.at(), entry.deploy(), entry.site(), entry.tree().flatMap(TreeId::of));
    }

    private static void keepFirst(SortedFile entries, SortedRuns first, NoteTaking notes) {
        try (SortedCursor cursor = entries.cursor()) {
            Optional<Id> current = Optional.empty();
            Optional<TreeId> named = Optional.empty();
            boolean contradicts = false;
            while (cursor.next()) {
                LogEntry entry = EvidenceCodec.logEntry(cursor.value());
                if (!current.equals(Optional.of(entry.deploy()))) {
                    current = Optional.of(entry.deploy());
                    named = Optional.empty();
                    contradicts = false;
                    first.add(entry.deploy().key(), cursor.value());
                }
                boolean other =
                        named.isPresent()
                                && entry.tree().isPresent()
                                && !named.equals(entry.tree());
                if (other && !contradicts) {
                    contradicts = true;
                    notes.conflict();
                }
                named = named.or(entry::tree);
            }
        }
    }

    /**
     * The build of each deploy: of several the smallest; a live document hides the snapshot's
     * (contract, sections 1 and 3).
     */
    void builds() {
        NoteTaking notes = new NoteTaking();
        SortedFile byId =
                bothById(
                        "builds-by-id",
                        names.builds(),
                        notes,
                        document -> Build.of(document, names).id());
        SortedRuns byDeploy = runs(RunFiles.BUILDS);
        eachWinner(
                byId,
                (live, snapshot) -> {
                    RawBsonDocument document =
                            new RawBsonDocument(live.length > 0 ? live : snapshot);
                    Build build = Build.of(document, names);
                    build.deploy()
                            .ifPresent(deploy ->
                                    byDeploy.add(
                                            join(deploy.key(), build.id().key()), bytes(document)));
                });
        finish(RunFiles.BUILDS, byDeploy, notes);
        delete(byId.path());
    }

    /** Sites as they are and as they were, by id; and by the deploy that they publish. */
    void sites() {
        NoteTaking notes = new NoteTaking();
        SortedFile byId =
                bothById(
                        "sites-by-id",
                        names.sites(),
                        notes,
                        document -> Site.of(document, names).id());
        refuseEmpty(notes, names.sites());
        SortedRuns sites = runs(RunFiles.SITES);
        SortedRuns publishers = runs(RunFiles.PUBLISHERS);
        eachWinner(
                byId,
                (live, snapshot) -> {
                    Site site =
                            Site.of(new RawBsonDocument(live.length > 0 ? live : snapshot), names);
                    sites.add(site.id().key(), StagedSite.encode(live, snapshot));
                    site.published()
                            .ifPresent(deploy ->
                                    publishers.add(
                                            join(deploy.key(), site.id().key()),
                                            EvidenceCodec.encodePublisher(
                                                    site.id(), live.length > 0)));
                });
        publishers.merge(RunFiles.PUBLISHERS.in(run.folder()));
        finish(RunFiles.SITES, sites, notes);
        delete(byId.path());
    }

    /** Accounts by id. */
    void accounts() {
        NoteTaking notes = new NoteTaking();
        SortedFile byId =
                bothById(
                        "accounts-by-id",
                        names.accounts(),
                        notes,
                        document -> Account.of(document, names).id());
        refuseEmpty(notes, names.accounts());
        SortedRuns accounts = runs(RunFiles.ACCOUNTS);
        eachWinner(
                byId,
                (live, snapshot) -> {
                    byte[] winner = live.length > 0 ? live : snapshot;
                    accounts.add(Account.of(new RawBsonDocument(winner), names).id().key(), winner);
                });
        finish(RunFiles.ACCOUNTS, accounts, notes);
        delete(byId.path());
    }

    private void refuseEmpty(NoteTaking notes, String collection) {
        if (notes.notes().live() == 0) {
            throw new Problem(
                    "the live platform has no " + collection,
                    sources.live().description() + ", collection " + collection,
                    "Something is configured wrong: check live.database and the collections' names");
        }
    }

    /**
     * The documents of both databases, those with the same id beside each other, the live one
     * first.
     */
    private SortedFile bothById(
            String file,
            String collection,
            NoteTaking notes,
            java.util.function.Function<RawBsonDocument, Id> idOf) {
        SortedRuns runs = SortedRuns.open(run.folder().file(file + ".runs"), 0);
        for (boolean live : new boolean[] {true, false}) {
            read(
                    live ? sources.live() : sources.snapshot(),
                    collection,
                    notes,
                    (document, taking) -> {
                        Id id = idOf.apply(document);
                        taking.count(live);
                        taking.type(id.value().getBsonType());
                        runs.add(join(id.key(), live ? LIVE : SNAPSHOT), bytes(document));
                    });
        }
        return runs.merge(run.folder().file(file + ".sorted"));
    }

    @FunctionalInterface
    private interface Winner {
        void take(byte[] live, byte[] snapshot);
    }

    private static void eachWinner(SortedFile byId, Winner winner) {
        try (SortedCursor cursor = byId.cursor()) {
            byte[] liveKey = StagedSite.none();
            byte[] live = StagedSite.none();
            while (cursor.next()) {
                byte[] key = cursor.key();
                boolean isLive = key[key.length - 1] == LIVE[0];
                byte[] id = Arrays.copyOf(key, key.length - 1);
                boolean pair = !isLive && live.length > 0 && Arrays.equals(id, liveKey);
                if (live.length > 0 && !pair) {
                    winner.take(live, StagedSite.none());
                }
                if (!isLive) {
                    winner.take(pair ? live : StagedSite.none(), cursor.value());
                }
                live = isLive ? cursor.value() : StagedSite.none();
                liveKey = id;
            }
            if (live.length > 0) {
                winner.take(live, StagedSite.none());
            }
        }
    }

    private void read(DocumentSource source, String collection, NoteTaking notes, Take take) {
        boolean live = source == sources.live();
        String name = (live ? "live " : "snapshot ") + collection;
        try (DocumentCursor cursor = new ReadAhead(() -> source.open(collection, KeyRange.all()));
                Progress.Step step = run.progress().step(name, 0, 0, "documents")) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                switch (item.get()) {
                    case Item.Document document -> decode(document, name, notes, take);
                    case Item.Unreadable bad ->
                            notes.unreadable(bad.where() + ": " + bad.why(), live);
                    case Item.Truncated end ->
                            notes.unreadable(end.where() + ": " + end.why(), live);
                }
                step.advance(1);
            }
        }
    }

    private static void decode(Item.Document document, String name, NoteTaking notes, Take take) {
        try {
            take.document(document.document(), notes);
        } catch (Undecodable e) {
            notes.unreadable(
                    name + ", document at " + document.position() + ": " + e.getMessage(),
                    name.startsWith("live"));
        }
    }

    private SortedRuns runs(RunFiles file) {
        return SortedRuns.open(file.runs(run.folder()), 0);
    }

    private void finish(RunFiles file, SortedRuns runs, NoteTaking notes) {
        notes.notes().keep(file, run.folder());
        runs.merge(file.in(run.folder()));
    }

    private static void delete(Path file) {
        try {
            java.nio.file.Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw new Problem(
                    "the work folder cannot be written", file.toString(), "Check its rights", e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
