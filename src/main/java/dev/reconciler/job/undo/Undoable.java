package dev.reconciler.job.undo;

import dev.reconciler.job.Run;
import dev.reconciler.job.SamePlatform;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.WrittenEntries;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.source.mongo.MongoDocuments;
import java.util.Map;

/** Finds out whether a plan may be taken back, here and now. */
class Undoable {
    private final Settings settings;
    private final Run run;
    private final Ledger ledger;
    private final FrozenPlan undone;
    private final WrittenEntries written;
    private final MongoDocuments live;

    Undoable(
            Settings settings,
            Run run,
            Ledger ledger,
            FrozenPlan undone,
            WrittenEntries written,
            MongoDocuments live) {
        this.settings = settings;
        this.run = run;
        this.ledger = ledger;
        this.undone = undone;
        this.written = written;
        this.live = live;
    }

    /**
     * @throws dev.reconciler.model.Problem when the plan is of another platform, or its record is
     *     not as it was written
     */
    void verify() {
        SamePlatform.check(undone.header(), settings, live);
        ledger.journal(run.id(), undone.id()).verify(undone);
        run.sources(Map.of("the record of the plan's writes", written.head()));
        run.progress().say("backup", "whole, in " + settings.ledger().shown());
    }
}
