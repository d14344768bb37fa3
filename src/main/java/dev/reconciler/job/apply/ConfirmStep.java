package dev.reconciler.job.apply;

import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import java.util.BitSet;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** Reads every entry's documents again. */
class ConfirmStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Admission admission;
    private final SecondLook look;
    private final JournalTable journal;
    private final Brake brake;
    private final Run run;
    private final Chunks chunks;
    private long written;

    ConfirmStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Admission admission,
            SecondLook look,
            JournalTable journal,
            Brake brake,
            Run run,
            Chunks chunks) {
        this.repository = repository;
        this.transactions = transactions;
        this.admission = admission;
        this.look = look;
        this.journal = journal;
        this.brake = brake;
        this.run = run;
        this.chunks = chunks;
    }

    Step step() {
        EntryReader entries = new EntryReader(admission, this::toDo, chunks::confirm, this::tell);
        return new StepBuilder("confirm", repository)
                .<List<Numbered>, List<Numbered>>chunk(1)
                .transactionManager(transactions)
                .interruptionPolicy(brake)
                .reader(entries)
                .writer(chunk -> chunk.forEach(some -> confirm(some, entries.left())))
                .build();
    }

    /** What was written in whichever run, and not read again since. */
    private BitSet toDo() {
        BitSet toDo = journal.finished();
        written = toDo.cardinality();
        toDo.andNot(journal.confirmed());
        return toDo;
    }

    private void confirm(List<Numbered> some, long left) {
        look.at(some);
        try (Progress.Step step =
                run.progress().step("confirm", written - left - some.size(), written, "entries")) {
            step.advance(some.size());
        }
    }

    /** Once all is read again, what it comes to is said and written down. */
    private void tell() {
        ApprovedPlan plan = admission.plan();
        ConflictList list = new ConflictList(plan, journal, look::differences);
        run.progress().say("confirmed", new ApplySummary(plan, journal, list).write());
    }
}
