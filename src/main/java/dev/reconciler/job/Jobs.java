package dev.reconciler.job;

import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.Request.Plan;
import dev.reconciler.job.Request.Undo;
import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.JournalHeads;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.RunLock;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.job.ledger.TakenBackTable;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Starts, resumes and stops the jobs. Everything is opened for one run and closed after it; one run
 * at a time goes on on a ledger, and one at a time on a plan.
 */
public final class Jobs {
    private final Settings settings;
    private final Map<String, Class<?>> configurations;
    private final Watcher watcher;
    private final Surroundings surroundings;
    private final AtomicBoolean stop = new AtomicBoolean();

    /**
     * @param configurations the class that wires each job, by the job's name
     */
    public Jobs(Settings settings, Map<String, Class<?>> configurations, Watcher watcher) {
        this(settings, configurations, watcher, Surroundings.REAL);
    }

    Jobs(
            Settings settings,
            Map<String, Class<?>> configurations,
            Watcher watcher,
            Surroundings surroundings) {
        this.settings = settings;
        this.configurations = Map.copyOf(configurations);
        this.watcher = watcher;
        this.surroundings = surroundings;
    }

    /**
     * A new run of <i>plan</i>. One that did not end is abandoned.
     *
     * @throws Problem when it cannot begin; what happens later is in the outcome
     */
    public Outcome plan() {
        return plan(new Plan(settings.acceptLateSnapshot(), settings.allowIncomplete()));
    }

    /** Likewise, for a part of the platform, or with what people decided. */
    public Outcome plan(Plan request) {
        return alone(ledger -> begin(ledger, request));
    }

    /**
     * Applies a plan, or what former runs left out of it; goes on where one stopped.
     *
     * @param anew whether a run that did not end is given up, and another begun
     * @throws Problem when nothing is left to be applied, the plan is being applied or has another
     *     size than was expected, a run that did not end chose something else, or the run cannot
     *     begin
     */
    public Outcome apply(Apply request, boolean anew) {
        return locked(request, () -> alone(ledger -> apply(ledger, request, anew)));
    }

    /** Without giving anything up. */
    public Outcome apply(Apply request) {
        return apply(request, false);
    }

    /**
     * A new run of <i>undo</i>. One that did not end is abandoned.
     *
     * @throws Problem when the plan is being applied, nothing of it was written, or the run cannot
     *     begin; what happens later is in the outcome
     */
    public Outcome undo(Undo request) {
        return locked(
                request,
                () ->
                        alone(ledger -> {
                            if (ledger.written(request.plan()).isEmpty()) {
                                JournalHeads.refuseWhereNoted(request.folder(), request.plan());
                                throw nothingWritten(request);
                            }
                            return begin(ledger, request);
                        }));
    }

    private Problem nothingWritten(Undo request) {
        return new Problem(
                "nothing of this plan was written, so there is nothing to take back",
                request.folder() + ", ledger " + settings.ledger().shown(),
                "where it was applied with another ledger, undo it there");
    }

    private Outcome apply(Ledger ledger, Apply request, boolean anew) {
        List<TakenBackTable.By> takenBack = ledger.takenBack().by(request.plan());
        if (!takenBack.isEmpty()) {
            throw takenBack(takenBack, request);
        }
        FrozenPlan plan = FrozenPlan.open(request.folder());
        request.options().refuseOtherSize(plan.header(), settings.named(plan.folder()));
        boolean nothingLeft = left(ledger, plan) == 0;
        Optional<RunRecord> newest = ledger.runs().newest(request.job(), request.plan());
        Optional<RunRecord> open = newest.filter(run -> run.state().isOpen());
        if (open.isEmpty()) {
            newest.filter(run -> nothingLeft && run.state() == RunState.COMPLETED)
                    .ifPresent(run -> refuse(run, request));
            return begin(ledger, request);
        }
        RunRecord run = open.get();
        ApplyOptions before = Request.apply(run.asked()).options();
        if (nothingLeft) {
            return goOn(ledger, run, with(request, before));
        }
        Optional<ApplyOptions> same = request.options().goingOn(before).filter(o -> !anew);
        if (same.isPresent()) {
            return goOn(ledger, run, with(request, same.get()));
        }
        if (!anew && ledger.journal(run.id(), request.plan()).hasBegun()) {
            throw other(run, request);
        }
        giveUp(ledger, run);
        return begin(ledger, request);
    }

    private static Apply with(Apply request, ApplyOptions options) {
        return new Apply(request.folder(), request.plan(), options);
    }

    /** How many entries have yet to be written, or read again. */
    private static long left(Ledger ledger, FrozenPlan plan) {
        return plan.header().entries() - ledger.journal(0, plan.id()).confirmations();
    }

    private void refuse(RunRecord run, Apply request) {
        throw new Problem(
                "this plan is applied already",
                request.folder() + ", by run " + run.id() + " of " + run.startedAt(),
                "read what it did: reconciler report "
                        + settings.named(request.folder())
                        + ". Whether anything is left, a new plan finds out: reconciler plan");
    }

    private static Problem takenBack(List<TakenBackTable.By> by, Apply request) {
        return new Problem(
                "this plan was taken back, and nothing of it is applied any more",
                request.folder()
                        + by.stream()
                                .map(undo ->
                                        ", by plan "
                                                + undo.plan()
                                                + (undo.applied()
                                                        ? ", which was applied"
                                                        : ", which is not applied yet"))
                                .collect(Collectors.joining()),
                "plan again: reconciler plan");
    }

    private Problem other(RunRecord run, Apply request) {
        return new Problem(
                "a run of this plan that chose otherwise did not end",
                "run " + run.id() + " of " + run.startedAt() + ", " + request.folder(),
                "go on with it: reconciler apply "
                        + settings.named(request.folder())
                        + ". Or give it up, what it wrote stays written: the same command with --new-run");
    }

    /**
     * A run that did not end goes on where it stopped, be it that it failed, was stopped, or its
     * process vanished: the one that {@code status} shows, and where that has ended, the newest.
     *
     * <p>Whoever watches is told which one that is, and what is still open once it has ended.
     *
     * @throws Problem when there is none, or its configuration is another one now
     */
    public Outcome resume() {
        return alone(ledger -> {
            OpenRuns open = new OpenRuns(ledger, settings);
            RunRecord run = open.next();
            Request request = Request.of(run.asked());
            watcher.say("goes on", open.told(run));
            Outcome outcome = locked(request, () -> goOn(ledger, run, request));
            // Until this one has ended, the next resume is about it again.
            if (outcome.end() == Outcome.End.COMPLETED) {
                open.all()
                        .forEach(other ->
                                watcher.say(
                                        "still open", open.told(other) + ": reconciler resume"));
            }
            return outcome;
        });
    }

    /**
     * Asks the run to stop after the chunk in hand. Returns at once; may be called from any thread.
     */
    public void stop() {
        stop.set(true);
    }

    /** What is done while nobody else has the ledger. */
    private interface Work {
        Outcome with(Ledger ledger);
    }

    private Outcome alone(Work work) {
        try (Ledger ledger = surroundings.ledgers().apply(settings.ledger());
                RunLock lock = RunLock.take(ledger, holder(), this::stop)) {
            return work.with(ledger);
        } catch (DataAccessException | TransactionException e) {
            throw Failure.of(List.of(e));
        }
    }

    private Holder holder() {
        return surroundings.process().get();
    }

    private static Outcome locked(Request request, Supplier<Outcome> run) {
        return switch (request) {
            case Plan plan -> run.get();
            case Apply apply -> locked(apply.folder(), run);
            case Undo undo -> locked(undo.folder(), run);
        };
    }

    private static Outcome locked(Path plan, Supplier<Outcome> run) {
        try (PlanLock lock = PlanLock.take(plan)) {
            return run.get();
        }
    }

    private Outcome begin(Ledger ledger, Request request) {
        if (!(request instanceof Apply)) {
            abandon(ledger, request.job());
        }
        RunFolder.sweep(settings, open(ledger));
        RunRecord run =
                ledger.runs()
                        .begin(
                                request.asked(),
                                digest(request),
                                holder(),
                                begun -> prepare(folder(begun), request));
        return execute(ledger, run, request);
    }

    /**
     * What makes a plan begins anew while an older run is open; an open <i>apply</i> of another
     * plan stays as it is.
     */
    private void abandon(Ledger ledger, String job) {
        ledger.runs().open().stream()
                .filter(old -> old.asked().job().equals(job))
                .forEach(old -> giveUp(ledger, old));
    }

    private void giveUp(Ledger ledger, RunRecord run) {
        watcher.say("given up", new OpenRuns(ledger, settings).told(run) + ", which did not end");
        ledger.runs().end(run.id(), RunState.ABANDONED, Optional.of("another run began"));
    }

    private static Set<Long> open(Ledger ledger) {
        return ledger.runs().open().stream().map(RunRecord::id).collect(Collectors.toSet());
    }

    private Outcome goOn(Ledger ledger, RunRecord run, Request request) {
        if (request instanceof Plan && !run.configuration().equals(digest(request))) {
            throw new Problem(
                    "the configuration has changed since the run began",
                    "run " + run.id() + " of " + run.startedAt(),
                    "put it back, or start again: reconciler plan");
        }
        RunRecord running = ledger.runs().goOn(run.id(), request.asked().options(), holder());
        folder(running).open();
        return execute(ledger, running, request);
    }

    private Outcome execute(Ledger ledger, RunRecord record, Request request) {
        Class<?> wiring =
                Optional.<Class<?>>ofNullable(configurations.get(request.job())).orElseThrow();
        Board board = new Board(watcher);
        Run run = new Run(record.id(), request, folder(record), ledger, board, stop);
        Onlookers onlookers = new Onlookers(run, board, watcher, StatusFile.in(settings.work()));
        Outcome outcome =
                new Execution(settings(request), ledger, run, wiring, surroundings)
                        .toItsEnd(onlookers::glance);
        onlookers.ended(outcome);
        return outcome;
    }

    /** What a run cannot do without is there before the run is on record. */
    private static void prepare(RunFolder folder, Request request) {
        folder.create();
        switch (request) {
            case Plan plan ->
                    plan.decisions().ifPresent(asked -> DecisionsFile.keep(asked, folder));
            case Apply apply -> {}
            case Undo undo -> {}
        }
    }

    private String digest(Request request) {
        return SettingsDigest.of(settings(request), request);
    }

    /** A resumed run is held to what was accepted when it began. */
    private Settings settings(Request request) {
        return switch (request) {
            case Plan plan -> settings.allowing(plan.lateSnapshot(), plan.incomplete());
            case Apply apply -> settings;
            case Undo undo -> settings;
        };
    }

    private RunFolder folder(RunRecord run) {
        return RunFolder.of(settings.work(), run.id());
    }
}
