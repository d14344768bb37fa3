package dev.reconciler.job.undo;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.Settling;
import dev.reconciler.apply.mongo.MongoLiveDatabase;
import dev.reconciler.apply.undo.Effect;
import dev.reconciler.apply.undo.Reversal;
import dev.reconciler.apply.undo.ReverseOrder;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.WrittenEntries;
import dev.reconciler.job.ledger.WrittenEntries.Attempt;
import dev.reconciler.job.ledger.WrittenEntries.Written;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Write;
import dev.reconciler.source.sort.SortedRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.batch.core.job.JobInterruptedException;

/** Turns round what the plan's entries wrote, a few in memory at a time. */
class Turning {
    /** A document may have 16 MB. */
    private static final int PAGE = 25;

    private final FrozenPlan undone;
    private final WrittenEntries written;
    private final MongoLiveDatabase live;
    private final Run run;
    private final Names names;
    private final Reversal reversal;

    Turning(FrozenPlan undone, WrittenEntries written, MongoLiveDatabase live, Run run) {
        this.undone = undone;
        this.written = written;
        this.live = live;
        this.run = run;
        this.names = undone.header().names();
        this.reversal = new Reversal(names, undone.id());
    }

    void turn() throws JobInterruptedException {
        if (UndoFiles.TURNED.isIn(run.folder())) {
            return;
        }
        SortedRuns turned = UndoFiles.TURNED.begin(run.folder());
        ReverseOrder order = new ReverseOrder(names);
        try (Stream<List<Entry>> entries = undone.entries(PAGE);
                Progress.Step step =
                        run.progress().step("turn", 0, undone.header().entries(), "entries")) {
            long number = 0;
            for (List<Entry> some : (Iterable<List<Entry>>) entries::iterator) {
                List<Numbered> page = numbered(some, number);
                for (Numbered entry : turn(page)) {
                    UndoFiles.add(
                            turned, order.place(entry.number(), entry.entry()), entry.entry());
                }
                number = page.getLast().number();
                step.advance(page.size());
                run.checkStop();
            }
        }
        UndoFiles.TURNED.end(turned, run.folder());
    }

    private static List<Numbered> numbered(List<Entry> entries, long before) {
        List<Numbered> numbered = new ArrayList<>();
        for (Entry entry : entries) {
            numbered.add(new Numbered(before + numbered.size() + 1, entry));
        }
        return numbered;
    }

    private List<Numbered> turn(List<Numbered> page) {
        Function<Long, Written> record =
                written.between(page.getFirst().number(), page.getLast().number());
        List<Numbered> turned = new ArrayList<>();
        for (Numbered entry : page) {
            reversal.of(entry.entry(), effects(entry, record.apply(entry.number())))
                    .ifPresent(back -> turned.add(new Numbered(entry.number(), back)));
        }
        return turned;
    }

    private List<Effect> effects(Numbered entry, Written record) {
        List<Effect> effects = new ArrayList<>();
        for (int number = 0; number < entry.entry().writes().size(); number++) {
            Write write = entry.entry().writes().get(number);
            Place place =
                    new Place(entry.number(), number, write.target().collection(names), write.id());
            List<Backup> backups = backups(place, record);
            happened(write, place, record, backups)
                    .ifPresent(updatedAt -> effects.add(Effect.of(write, updatedAt, backups)));
        }
        return effects;
    }

    private static List<Backup> backups(Place place, Written record) {
        List<Backup> backups = new ArrayList<>();
        for (Attempt attempt : record.attempts().getOrDefault(place.write(), List.of())) {
            backups.add(new Backup(place, attempt.document(), attempt.updatedAt()));
        }
        return backups;
    }

    /**
     * Of an entry that was cut off, what the platform says counts.
     *
     * @throws dev.reconciler.model.Problem where that cannot be read: what is not known cannot be
     *     taken back
     */
    private Optional<Instant> happened(
            Write write, Place place, Written record, List<Backup> backups) {
        if (record.hadTurn() || backups.isEmpty()) {
            return Optional.ofNullable(record.applied().get(place.write()));
        }
        return new Settling(names)
                .happened(write, backups, live.read(place.collection(), place.id()));
    }
}
