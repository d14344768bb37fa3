package dev.reconciler.job.apply;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Journal;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The journal, and in the plan's folder how far it has come: noted between each backup and the
 * write that it is for, so that a backup that anything was written over is missed wherever it is
 * taken away, whenever the process is killed.
 */
record NotedJournal(JournalTable journal, Path folder) implements Journal {

    @Override
    public void backUp(List<Backup> backups) {
        journal.backUp(backups);
        try {
            journal.heads().write(folder);
        } catch (IOException e) {
            throw new Problem(
                    "how far the plan's record has come cannot be noted: " + e.getMessage(),
                    folder.toString(),
                    "Nothing more is written. Make room, or let this user write there, then go on: reconciler resume",
                    e);
        }
    }

    @Override
    public List<Backup> backups(Collection<Place> places) {
        return journal.backups(places);
    }

    @Override
    public void record(Map<Place, WriteResult> results) {
        journal.record(results);
    }

    @Override
    public void finish(List<EntryOutcome> outcomes) {
        journal.finish(outcomes);
    }
}
