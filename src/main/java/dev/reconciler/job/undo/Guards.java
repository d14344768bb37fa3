package dev.reconciler.job.undo;

import dev.reconciler.apply.mongo.MongoLiveDatabase;
import dev.reconciler.apply.undo.Guarding;
import dev.reconciler.apply.undo.Published;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.undo.UndoFiles.Keyed;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.job.JobInterruptedException;

/** Guards every entry by what the platform is like, a few at a time. */
class Guards {
    private static final int PAGE = 200;

    private final FrozenPlan undone;
    private final MongoLiveDatabase live;
    private final Run run;
    private final Names names;

    Guards(FrozenPlan undone, MongoLiveDatabase live, Run run) {
        this.undone = undone;
        this.live = live;
        this.run = run;
        this.names = undone.header().names();
    }

    void guard() throws JobInterruptedException {
        if (UndoFiles.ENTRIES.isIn(run.folder())) {
            return;
        }
        SortedFile turned = UndoFiles.TURNED.open(run.folder());
        if (turned.records() == 0) {
            throw nothing();
        }
        SortedRuns deploys = UndoFiles.DEPLOYS.begin(run.folder());
        SortedRuns entries = UndoFiles.ENTRIES.begin(run.folder());
        Guarding guarding = new Guarding(names, pointedAt(turned));
        try (SortedCursor cursor = turned.cursor();
                Progress.Step step = run.progress().step("guard", 0, turned.records(), "entries")) {
            for (List<Keyed> page = UndoFiles.page(cursor, PAGE);
                    !page.isEmpty();
                    page = UndoFiles.page(cursor, PAGE)) {
                LivePlatform platform = platform(page);
                for (Keyed keyed : page) {
                    Entry entry = guarding.guard(keyed.entry(), platform);
                    UndoFiles.add(deploys, entry.deploy().key(), entry);
                    UndoFiles.add(entries, keyed.key(), entry);
                }
                step.advance(page.size());
                run.checkStop();
            }
        }
        UndoFiles.DEPLOYS.end(deploys, run.folder());
        UndoFiles.ENTRIES.end(entries, run.folder());
    }

    private Set<Id> pointedAt(SortedFile turned) {
        Set<Id> deploys = new HashSet<>();
        try (SortedCursor cursor = turned.cursor()) {
            while (cursor.next()) {
                deploys.addAll(Published.after(names, UndoFiles.entry(cursor)));
            }
        }
        return deploys;
    }

    private LivePlatform platform(List<Keyed> page) {
        Set<Id> deploys = new HashSet<>();
        Set<Id> written = new HashSet<>();
        for (Keyed keyed : page) {
            deploys.addAll(Published.after(names, keyed.entry()));
            written.add(keyed.entry().deploy());
        }
        return LivePlatform.read(live, names, deploys, written);
    }

    private Problem nothing() {
        return new Problem(
                "none of this plan's writes took effect, so there is nothing to take back",
                undone.folder().toString(),
                "See what came of it: reconciler report " + undone.id().substring(0, 8));
    }
}
