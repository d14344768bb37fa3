package dev.reconciler.job.undo;

import dev.reconciler.job.PlanFolder;
import dev.reconciler.job.Run;
import dev.reconciler.job.RunFolder;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.job.ledger.WrittenEntries;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Lint;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlanHeader.Evidence;
import dev.reconciler.plan.PlanWriter;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.TakenBack;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the folder of the plan that takes another one back, and closes that one. A repeated call
 * makes the same plan.
 */
class Freezing {
    private final Settings settings;
    private final Ledger ledger;
    private final Run run;
    private final FrozenPlan undone;
    private final WrittenEntries written;

    Freezing(Settings settings, Ledger ledger, Run run, FrozenPlan undone, WrittenEntries written) {
        this.settings = settings;
        this.ledger = ledger;
        this.run = run;
        this.undone = undone;
        this.written = written;
    }

    /** Returns the new plan's id. */
    String freeze() {
        SortedFile entries = UndoFiles.ENTRIES.open(run.folder());
        Lint.check(take -> {
            try (SortedCursor cursor = entries.cursor()) {
                while (cursor.next()) {
                    take.accept(UndoFiles.entry(cursor));
                }
            }
        });
        Path draft = RunFolder.draft(settings, run.id());
        try {
            PlanFolder.clear(draft);
            OwnerOnly.folder(draft.resolve("approvals"));
            String id = write(draft, entries);
            DurableFile.copy(settings.allowedSigners(), draft.resolve("allowed_signers"));
            PlanFolder.moveIntoPlace(draft, settings.plans(), id);
            close(id);
            return id;
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    "the plan's folder cannot be written: " + e.getMessage(),
                    draft.toString(),
                    "Make room, or let this user write there, then go on: reconciler resume",
                    e);
        }
    }

    private String write(Path draft, SortedFile entries) throws IOException {
        String id = writeEntries(draft, entries);
        UndoSummary summary = new UndoSummary(id, undone, run.startedAt());
        new TurnedReports(undone, UndoFiles.DEPLOYS.open(run.folder())).write(draft, summary);
        DurableFile.write(draft.resolve("plan.json"), summary.json());
        return id;
    }

    private String writeEntries(Path draft, SortedFile entries) {
        try (PlanWriter plan = PlanWriter.begin(draft, header(entries.records()));
                SortedCursor cursor = entries.cursor()) {
            while (cursor.next()) {
                plan.add(UndoFiles.line(cursor));
            }
            return plan.finish();
        }
    }

    /** It is about the same platform and the same incident, and rests on the backup alone. */
    private PlanHeader header(long entries) {
        PlanHeader like = undone.header();
        return new PlanHeader(
                PlanHeader.FORMAT,
                run.startedAt(),
                like.cluster(),
                like.database(),
                like.store(),
                like.names(),
                like.tiers(),
                List.of(
                        new Evidence(
                                Evidence.BACKUP, settings.ledger().shown(), written.head(), true)),
                like.from(),
                like.to(),
                false,
                FrozenPlan.digest(settings.allowedSigners()),
                like.deploys(),
                entries,
                Optional.of(undone.id()),
                Scope.ALL,
                Optional.empty(),
                like.totals());
    }

    /** From now on nothing more of the plan is applied: the record would be another one. */
    private void close(String by) throws IOException {
        ledger.takenBack().add(undone.id(), by, run.id());
        TakenBack.note(undone, by);
        ledger.runs().open().stream()
                .filter(open -> open.asked().job().equals("apply"))
                .filter(open -> open.asked().plan().equals(Optional.of(undone.id())))
                .forEach(open ->
                        ledger.runs()
                                .end(
                                        open.id(),
                                        RunState.ABANDONED,
                                        Optional.of("its plan is taken back by plan " + by)));
    }
}
