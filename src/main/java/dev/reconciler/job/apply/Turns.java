package dev.reconciler.job.apply;

import dev.reconciler.apply.Applier;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Journal;
import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.Patience;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Problem;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Gives entries their turn, for as long as nothing holds that up. */
class Turns {
    private final Admission admission;
    private final LiveDatabase live;
    private final JournalTable journal;
    private final Patience patience;
    private final Run run;
    private final Clock clock;
    private final Brake brake;
    private final Watch watch;

    Turns(
            Admission admission,
            LiveDatabase live,
            JournalTable journal,
            Patience patience,
            Run run,
            Clock clock,
            Brake brake,
            Watch watch) {
        this.admission = admission;
        this.live = live;
        this.journal = journal;
        this.patience = patience;
        this.run = run;
        this.clock = clock;
        this.brake = brake;
        this.watch = watch;
    }

    /**
     * In their order.
     *
     * @return how many have had it; the others have to be given again
     */
    int give(List<Numbered> entries) {
        ApprovedPlan plan = admission.plan();
        Journal noted = new NotedJournal(journal, plan.folder());
        Applier applier = new Applier(plan, live, noted, clock, patience);
        List<EntryOutcome> outcomes = applier.apply(entries, brake);
        for (EntryOutcome outcome : outcomes) {
            outcome.results().forEach(result -> look(outcome.entry(), result));
        }
        those(entries, outcomes, EntryOutcome::holds).forEach(watch::wrote);
        List<Numbered> leftAlone = those(entries, outcomes, outcome -> !outcome.holds());
        watch.compare(leftAlone, false).ifPresent(brake::pull);
        return outcomes.size();
    }

    private static List<Numbered> those(
            List<Numbered> entries, List<EntryOutcome> outcomes, Predicate<EntryOutcome> which) {
        return IntStream.range(0, outcomes.size())
                .filter(i -> which.test(outcomes.get(i)))
                .mapToObj(entries::get)
                .toList();
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
