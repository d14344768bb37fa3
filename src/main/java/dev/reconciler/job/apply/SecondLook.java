package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.confirm.Confirmation;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.JournalTable.Confirmed;
import dev.reconciler.report.EntryResult;
import dev.reconciler.source.mongo.MongoDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the documents of entries again, and keeps whether they are as planned. */
class SecondLook {
    private final Admission admission;
    private final MongoDocuments live;
    private final JournalTable journal;
    private final Run run;
    private final Brake brake;
    private final Watch watch;

    SecondLook(
            Admission admission,
            MongoDocuments live,
            JournalTable journal,
            Run run,
            Brake brake,
            Watch watch) {
        this.admission = admission;
        this.live = live;
        this.journal = journal;
        this.run = run;
        this.brake = brake;
        this.watch = watch;
    }

    /** What came of each. */
    List<EntryResult> at(List<Numbered> entries) {
        List<Set<String>> differences = differences(entries);
        Set<Long> held = journal.holding(entries.stream().map(Numbered::number).toList());
        List<EntryResult> results = new ArrayList<>();
        List<Confirmed> kept = new ArrayList<>();
        List<Numbered> changed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Numbered entry = entries.get(i);
            EntryResult result =
                    result(held.contains(entry.number()), differences.get(i).isEmpty());
            kept.add(new Confirmed(entry.number(), entry.entry().deploy(), result.name()));
            exit(result);
            results.add(result);
            if (result == EntryResult.NOT_CONFIRMED) {
                changed.add(entry);
            }
        }
        journal.confirm(kept);
        watch.compare(changed, true).ifPresent(brake::pull);
        return results;
    }

    /** What of each is not as planned now; nothing of it is kept. */
    List<Set<String>> differences(List<Numbered> entries) {
        return new Confirmation(admission.plan().header().names(), live)
                .differences(entries.stream().map(Numbered::entry).toList());
    }

    private void exit(EntryResult result) {
        switch (result) {
            case CONFIRMED -> {}
            case CONFLICT -> run.exit(Exit.CONFLICT);
            case NOT_CONFIRMED, NOT_APPLIED -> run.exit(Exit.INCOMPLETE);
        }
    }

    /**
     * An entry that met a conflict stays one, even where the platform has become as planned since.
     */
    private static EntryResult result(boolean held, boolean asPlanned) {
        if (!held) {
            return EntryResult.CONFLICT;
        }
        return asPlanned ? EntryResult.CONFIRMED : EntryResult.NOT_CONFIRMED;
    }
}
