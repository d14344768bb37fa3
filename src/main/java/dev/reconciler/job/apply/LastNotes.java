package dev.reconciler.job.apply;

import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Leaves in the plan's folder, however a run ends, how far its record has come; where it has not
 * come to its end, also which entries are not as planned so far: that may be why. Not of a run that
 * was refused: it may have been because the record is not what it was.
 */
class LastNotes implements JobExecutionListener {
    private final Admission admission;
    private final JournalTable journal;
    private final Run run;

    LastNotes(Admission admission, JournalTable journal, Run run) {
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
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                ConflictList.withoutLook(admission.plan(), journal).write();
            }
        } catch (IOException e) {
            // What was written stays written; the next run notes it.
            run.progress().say("not noted", folder + ": " + e.getMessage());
        }
    }
}
