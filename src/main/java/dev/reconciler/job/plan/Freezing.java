package dev.reconciler.job.plan;

import dev.reconciler.job.DecisionsFile;
import dev.reconciler.job.PlanFolder;
import dev.reconciler.job.Run;
import dev.reconciler.job.RunFolder;
import dev.reconciler.job.Settings;
import dev.reconciler.job.SourceFingerprints;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.job.ledger.VerdictsTable;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Lint;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.plan.PlanWriter;
import dev.reconciler.plan.Scope;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the plan's folder from what the run decided. A repeated call makes the same plan. */
class Freezing {
    /** Beside the plan: what was seen, for those who ask about one verdict. */
    static final String EVIDENCE = "evidence.jsonl";

    private final Settings settings;
    private final Sources sources;
    private final GivenTrees given;
    private final Run run;
    private final VerdictsTable verdicts;
    private final ObjectsTable objects;
    private final TallyTable tally;
    private final Scope scope;
    private final Decisions decisions;
    private final Ledger ledger;

    Freezing(
            Settings settings,
            Sources sources,
            GivenTrees given,
            Run run,
            VerdictsTable verdicts,
            ObjectsTable objects,
            TallyTable tally,
            Scope scope,
            Decisions decisions,
            Ledger ledger) {
        this.settings = settings;
        this.sources = sources;
        this.given = given;
        this.run = run;
        this.verdicts = verdicts;
        this.objects = objects;
        this.tally = tally;
        this.scope = scope;
        this.decisions = decisions;
        this.ledger = ledger;
    }

    /** Returns the plan's id. */
    String freeze() {
        SortedFile entries = entries();
        Lint lint = new Lint();
        ReportInput reports = new ReportInput(settings, run);
        PlanSummary summary = new PlanSummary(settings, run, tally, objects, scope, decisions);
        Map<String, Long> ofTier = new HashMap<>();
        each(
                entries,
                (place, kept, entry) -> {
                    lint.learn(entry);
                    summary.add(entry);
                    ofTier.merge(entry.tier(), 1L, Long::sum);
                    reports.add(entry, kept, place);
                });
        verdicts.eachDown(site -> {
            summary.down(site.tier());
            reports.add(site);
        });
        Path draft = RunFolder.draft(settings, run.id());
        try {
            PlanFolder.clear(draft);
            OwnerOnly.folder(draft);
            String id = writeEntries(entries, header(entries.records(), ofTier), lint, draft);
            DurableFile.write(draft.resolve("plan.json"), summary.json(id));
            reports.write(draft);
            DurableFile.copy(settings.allowedSigners(), draft.resolve("allowed_signers"));
            if (decisions.file().isPresent()) {
                DurableFile.copy(
                        run.folder().file(DecisionsFile.NAME), draft.resolve(DecisionsFile.NAME));
            }
            OwnerOnly.folder(draft.resolve("approvals"));
            PlanFolder.moveIntoPlace(draft, settings.plans(), id);
            summary.exits().forEach(run::exit);
            ledger.decidedTrees().keep(id, summary.given());
            return id;
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    "the plan's folder cannot be written: " + e.getMessage(),
                    draft.toString(),
                    "Make room, or let this user write there, then go on: reconciler resume",
                    e);
        }
    }

    private SortedFile entries() {
        ChunkedFile decided = new ChunkedFile(run, RunFiles.ENTRIES);
        decided.open();
        return decided.whole();
    }

    /** What is done with one entry. */
    @FunctionalInterface
    private interface Take {
        void entry(byte[] place, KeptEntry kept, Entry entry);
    }

    /** In the order of application. */
    private static void each(SortedFile entries, Take take) {
        try (SortedCursor cursor = entries.cursor()) {
            while (cursor.next()) {
                KeptEntry kept = KeptEntry.decode(cursor.value());
                take.entry(cursor.key(), kept, PlanLines.entry(kept.line()));
            }
        }
    }

    private String writeEntries(SortedFile entries, PlanHeader header, Lint lint, Path draft)
            throws IOException {
        try (PlanWriter plan = PlanWriter.begin(draft, header);
                DurableFile evidence = new DurableFile(draft.resolve(EVIDENCE))) {
            each(
                    entries,
                    (place, kept, entry) -> {
                        lint.judge(entry);
                        plan.add(kept.line());
                        write(evidence.writer(), kept.details());
                    });
            evidence.keep();
            return plan.finish();
        }
    }

    private static void write(Writer out, String line) {
        try {
            out.write(line + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlanHeader header(long entries, Map<String, Long> ofTier) {
        Map<String, String> fingerprints = SourceFingerprints.of(settings, sources);
        return new PlanHeader(
                PlanHeader.FORMAT,
                run.startedAt(),
                sources.live().hosts(),
                settings.live().database(),
                sources.store().description(),
                settings.names(),
                settings.tiers(),
                evidence(fingerprints),
                settings.incident().map(Settings.Incident::from),
                settings.incident().flatMap(Settings.Incident::to),
                settings.acceptLateSnapshot(),
                FrozenPlan.digest(settings.allowedSigners()),
                tally.all().getOrDefault(CompareReader.LIVE, 0L),
                entries,
                Optional.empty(),
                scope,
                decisions.header(),
                TierTotals.of(
                        run.folder(),
                        settings,
                        CompareStep.comparison(settings, run, given),
                        ofTier));
    }

    private List<PlanHeader.Evidence> evidence(Map<String, String> fingerprints) {
        List<PlanHeader.Evidence> evidence = new ArrayList<>();
        evidence.add(
                new PlanHeader.Evidence(
                        "live",
                        sources.live().description(),
                        fingerprints.getOrDefault("live", ""),
                        true));
        evidence.add(
                new PlanHeader.Evidence(
                        "snapshot",
                        sources.snapshot().description(),
                        fingerprints.getOrDefault("snapshot", ""),
                        StageNotes.of(RunFiles.SNAPSHOT, run.folder()).whole()));
        settings.pointerLog()
                .ifPresent(path ->
                        evidence.add(
                                new PlanHeader.Evidence(
                                        "pointer-log",
                                        path.toString(),
                                        fingerprints.getOrDefault("pointer-log", ""),
                                        StageNotes.of(RunFiles.LOG, run.folder()).whole())));
        return evidence;
    }
}
