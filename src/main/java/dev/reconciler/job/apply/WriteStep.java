package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives each entry its turn. A chunk that is repeated after a crash meets its own writes. */
class WriteStep {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Admission admission;
    private final Turns turns;
    private final JournalTable journal;
    private final Brake brake;
    private final Run run;
    private long later;

    WriteStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Admission admission,
            Turns turns,
            JournalTable journal,
            Brake brake,
            Run run) {
        this.repository = repository;
        this.transactions = transactions;
        this.admission = admission;
        this.turns = turns;
        this.journal = journal;
        this.brake = brake;
        this.run = run;
    }

    Step step() {
        return step("write", Course::first);
    }

    /** Once the sites that were to be first are written. */
    Step theRest() {
        return step("write the rest", Course::left);
    }

    private Step step(String name, BiFunction<Course, BitSet, BitSet> which) {
        EntryReader entries =
                new EntryReader(admission, () -> toDo(which), brake::most, brake::written);
        return new StepBuilder(name, repository)
                .<List<Numbered>, List<Numbered>>chunk(1)
                .transactionManager(transactions)
                .interruptionPolicy(brake)
                .reader(entries)
                .writer(chunk -> chunk.forEach(some -> write(some, entries)))
                .build();
    }

    private BitSet toDo(BiFunction<Course, BitSet, BitSet> which) {
        BitSet done = journal.finished();
        BitSet toDo = which.apply(admission.course(), done);
        later = admission.course().left(done).cardinality() - toDo.cardinality();
        return toDo;
    }

    private void write(List<Numbered> some, EntryReader entries) {
        int done = turns.give(some);
        entries.giveBack(some.subList(done, some.size()));
        long total = admission.course().size();
        try (Progress.Step step =
                run.progress()
                        .step("write", total - later - entries.left() - done, total, "entries")) {
            step.advance(done);
        }
    }
}
