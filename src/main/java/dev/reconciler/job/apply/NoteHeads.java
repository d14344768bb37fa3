package dev.reconciler.job.apply;

import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalHeads;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.plan.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Notes in the plan's folder, however a run ends, how far its record has come, and that it is no
 * longer unfinished where it has completed. Not of a run that was refused: it may have been because
 * the record is not what it was.
 */
class NoteHeads implements JobExecutionListener {
    private final Admission admission;
    private final JournalTable journal;
    private final Run run;

    NoteHeads(Admission admission, JournalTable journal, Run run) {
        this.admission = admission;
        this.journal = journal;
        this.run = run;
    }

    @Override
    public void afterJob(JobExecution execution) {
        if (!admission.isAdmitted()) {
            return;
        }
        Path folder = admission.plan().folder();
        note(folder.resolve(JournalHeads.FILE), () -> journal.heads().write(folder));
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            note(folder.resolve(Unfinished.FILE), () -> Unfinished.forget(folder));
        }
    }

    @FunctionalInterface
    private interface Note {
        void make() throws IOException;
    }

    private void note(Path file, Note note) {
        try {
            note.make();
        } catch (IOException e) {
            // What was written stays written; the next run notes it.
            run.progress().say("not noted", file + ": " + e.getMessage());
        }
    }
}
