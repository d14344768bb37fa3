package dev.reconciler.job.apply;

import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalHeads;
import dev.reconciler.job.ledger.JournalTable;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Notes in the plan's folder, however a run ends, how far its record has come. Not of a run that
 * was refused: it may have been because the record is not what it was.
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
        try {
            journal.heads().write(folder);
        } catch (IOException e) {
            // What was written stays written; the next run notes it.
            run.progress()
                    .say("not noted", folder.resolve(JournalHeads.FILE) + ": " + e.getMessage());
        }
    }
}
