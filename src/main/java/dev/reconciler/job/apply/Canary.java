package dev.reconciler.job.apply;

import dev.reconciler.apply.CutOff;
import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.approve.PlanReader;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Problem;
import dev.reconciler.report.EntryResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Entries that are written and read again before all others go out: what a former run had begun,
 * and then of each remedy as many as it takes until enough of them are as planned; while there are
 * entries of sites that are to be first, only of those. A conflict says nothing about our writing:
 * the next one is tried. One that is not as planned when it is read again ends the run. All of it
 * is worked out from what the ledger has, so that it stands whichever runs and processes it takes.
 */
class Canary implements ItemStreamReader<List<Numbered>>, ItemWriter<List<Numbered>> {
    private final Admission admission;
    private final LiveDatabase live;
    private final JournalTable journal;
    private final Turns turns;
    private final SecondLook look;
    private final Run run;
    private final int enough;
    private BitSet begun = new BitSet();
    private BitSet done = new BitSet();
    private BitSet confirmed = new BitSet();
    private BitSet notConfirmed = new BitSet();
    private final BitSet tried = new BitSet();

    Canary(
            Admission admission,
            LiveDatabase live,
            JournalTable journal,
            Turns turns,
            SecondLook look,
            Settings settings,
            Run run) {
        this.admission = admission;
        this.live = live;
        this.journal = journal;
        this.turns = turns;
        this.look = look;
        this.run = run;
        this.enough = settings.bounds().with(Admission.options(run)).canary();
    }

    @Override
    public void open(ExecutionContext context) {
        done = journal.finished();
        confirmed = journal.confirmed(EntryResult.CONFIRMED.name());
        notConfirmed = journal.confirmed(EntryResult.NOT_CONFIRMED.name());
        CutOff cutOff = new CutOff(admission.plan().header().names(), live, journal);
        tried.clear();
        begun = new BitSet();
        cutOff.begun(entries(journal.cutOff()))
                .forEach(entry -> begun.set(Math.toIntExact(entry.number())));
    }

    @Override
    public @Nullable List<Numbered> read() {
        if (!begun.isEmpty()) {
            return entries(begun);
        }
        for (Map.Entry<String, BitSet> remedy : admission.course().candidates(done).entrySet()) {
            Optional<BitSet> next = next(remedy.getKey(), remedy.getValue());
            if (next.isPresent()) {
                return entries(next.get());
            }
        }
        tell();
        return null;
    }

    /** Whoever stands by wants to know that it went well before the rest goes out. */
    private void tell() {
        int asPlanned = and(confirmed, tried).cardinality();
        if (asPlanned > 0) {
            run.progress()
                    .say(
                            "canary",
                            "%,d %s, the first of each kind: written, read again, as planned"
                                            .formatted(
                                                    asPlanned, asPlanned == 1 ? "entry" : "entries")
                                    + (asPlanned == tried.cardinality()
                                            ? ""
                                            : "; %,d met a conflict"
                                                    .formatted(tried.cardinality() - asPlanned)));
        }
    }

    /** The next candidate of a remedy, with what has to come before it. */
    private Optional<BitSet> next(String remedy, BitSet candidates) {
        BitSet writing = admission.course().writing(remedy);
        if (count(writing, confirmed) >= enough) {
            return Optional.empty();
        }
        refuseUnconfirmed(remedy, writing);
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(admission.course().withTies(candidates.nextSetBit(0), done));
    }

    private static int count(BitSet some, BitSet others) {
        return and(some, others).cardinality();
    }

    private static BitSet and(BitSet some, BitSet others) {
        BitSet both = new BitSet();
        both.or(some);
        both.and(others);
        return both;
    }

    private void refuseUnconfirmed(String remedy, BitSet writing) {
        BitSet bad = and(writing, notConfirmed);
        if (!bad.isEmpty()) {
            String deploy = entries(bad).getFirst().entry().deploy().text();
            String plan = admission.plan().id().substring(0, 8);
            throw new Problem(
                    "one of the first writes is not as planned when it is read again",
                    remedy + " of deploy " + deploy + ", plan " + plan,
                    "Nothing more is written. Find out who changed it (reconciler show "
                            + plan
                            + " --deploy "
                            + deploy
                            + "); where that is as it should be: reconciler apply "
                            + plan
                            + " --accept-canary");
        }
    }

    private List<Numbered> entries(BitSet numbers) {
        List<Numbered> entries = new ArrayList<>();
        if (!numbers.isEmpty()) {
            try (PlanReader reader =
                    admission.plan().entries(n -> numbers.get(Math.toIntExact(n)))) {
                for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                    entries.add(next.get());
                }
            }
        }
        return entries;
    }

    @Override
    public void write(Chunk<? extends List<Numbered>> chunk) {
        for (List<Numbered> some : chunk) {
            List<Numbered> written = some.subList(0, turns.give(some));
            List<EntryResult> results = look.at(written);
            for (int i = 0; i < results.size(); i++) {
                keep(Math.toIntExact(written.get(i).number()), results.get(i));
            }
        }
    }

    private void keep(int number, EntryResult result) {
        begun.clear(number);
        done.set(number);
        tried.set(number);
        switch (result) {
            case CONFIRMED -> confirmed.set(number);
            case NOT_CONFIRMED -> notConfirmed.set(number);
            case CONFLICT, NOT_APPLIED -> {}
        }
    }
}
