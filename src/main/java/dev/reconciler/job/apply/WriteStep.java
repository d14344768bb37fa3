package dev.reconciler.job.apply;

import dev.reconciler.apply.Applier;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.Patience;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Chunks;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Problem;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives each entry its turn. A chunk that is repeated after a crash meets its own writes. */
class WriteStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Admission admission;
    private final LiveDatabase live;
    private final JournalTable journal;
    private final Patience patience;
    private final Run run;
    private final Chunks chunks;
    private final Clock clock;

    WriteStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Admission admission,
            LiveDatabase live,
            JournalTable journal,
            Patience patience,
            Run run,
            Chunks chunks,
            Clock clock) {
        this.repository = repository;
        this.transactions = transactions;
        this.admission = admission;
        this.live = live;
        this.journal = journal;
        this.patience = patience;
        this.run = run;
        this.chunks = chunks;
        this.clock = clock;
    }

    Step step() {
        EntryReader entries = new EntryReader(admission, this::toDo, () -> {});
        return new StepBuilder("write", repository)
                .<Numbered, Numbered>chunk(chunks.write())
                .transactionManager(transactions)
                .reader(entries)
                .writer(chunk -> write(List.copyOf(chunk.getItems()), entries.left()))
                .build();
    }

    private BitSet toDo() {
        BitSet toDo = new BitSet();
        toDo.set(1, Math.toIntExact(admission.plan().header().entries()) + 1);
        toDo.andNot(journal.finished());
        return toDo;
    }

    private void write(List<Numbered> entries, long left) {
        Applier applier = new Applier(admission.plan(), live, journal, clock, patience);
        for (EntryOutcome outcome : applier.apply(entries)) {
            outcome.results().forEach(result -> look(outcome.entry(), result));
        }
        long total = admission.plan().header().entries();
        try (Progress.Step step =
                run.progress().step("write", total - left - entries.size(), total, "entries")) {
            step.advance(entries.size());
        }
    }

    private void look(long entry, WriteResult result) {
        switch (result) {
            case WriteResult.Applied applied -> {}
            case WriteResult.AlreadyApplied already -> {}
            case WriteResult.Conflict conflict -> run.exit(Exit.CONFLICT);
            case WriteResult.Unknown unknown -> {
                run.exit(Exit.INCOMPLETE);
                throw notKnown(entry, unknown);
            }
        }
    }

    /** The chunk is given up: it comes again, and what was written is found written. */
    private static Problem notKnown(long entry, WriteResult.Unknown unknown) {
        return new Problem(
                "the live database does not answer, and what became of a write is not known",
                "entry " + entry + ": " + unknown.why(),
                "When it is back, go on; what was written is found written: reconciler resume");
    }
}
