package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.confirm.Confirmation;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.report.EntryResult;
import dev.reconciler.source.mongo.MongoDocuments;
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
    private final MongoDocuments live;
    private final JournalTable journal;
    private final Run run;
    private final Chunks chunks;

    ConfirmStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Admission admission,
            MongoDocuments live,
            JournalTable journal,
            Run run,
            Chunks chunks) {
        this.repository = repository;
        this.transactions = transactions;
        this.admission = admission;
        this.live = live;
        this.journal = journal;
        this.run = run;
        this.chunks = chunks;
    }

    Step step() {
        EntryReader entries = new EntryReader(admission, this::toDo, this::tell);
        return new StepBuilder("confirm", repository)
                .<Numbered, Numbered>chunk(chunks.confirm())
                .transactionManager(transactions)
                .reader(entries)
                .writer(chunk -> confirm(List.copyOf(chunk.getItems()), entries.left()))
                .build();
    }

    /** What was written in whichever run, and not read again since. */
    private BitSet toDo() {
        BitSet toDo = journal.finished();
        toDo.andNot(journal.confirmed());
        return toDo;
    }

    private void confirm(List<Numbered> entries, long left) {
        Confirmation confirmation = new Confirmation(admission.plan().header().names(), live);
        List<Boolean> asPlanned = confirmation.of(entries.stream().map(Numbered::entry).toList());
        for (int i = 0; i < entries.size(); i++) {
            Numbered entry = entries.get(i);
            EntryResult result = result(entry.number(), asPlanned.get(i));
            journal.confirm(entry.number(), entry.entry().deploy(), result.name());
            exit(result);
        }
        long total = admission.plan().header().entries();
        try (Progress.Step step =
                run.progress().step("confirm", total - left - entries.size(), total, "entries")) {
            step.advance(entries.size());
        }
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
    private EntryResult result(long entry, boolean asPlanned) {
        boolean held = journal.holds(entry).orElse(false);
        if (!held) {
            return EntryResult.CONFLICT;
        }
        return asPlanned ? EntryResult.CONFIRMED : EntryResult.NOT_CONFIRMED;
    }

    /** Once all is read again, what it comes to is said and written down. */
    private void tell() {
        run.progress().say("confirmed", new ApplySummary(admission.plan(), journal).write());
    }
}
