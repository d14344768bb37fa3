package dev.reconciler.job.apply;

import dev.reconciler.approve.Approval;
import dev.reconciler.approve.Approvals;
import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.Rejected;
import dev.reconciler.approve.SignOff;
import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Request;
import dev.reconciler.job.Run;
import dev.reconciler.job.SamePlatform;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.Tiers;
import dev.reconciler.plan.Unfinished;
import dev.reconciler.report.EntryResult;
import dev.reconciler.source.mongo.MongoDocuments;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out whether a plan may be applied, here and now. Every step after it asks for the proof.
 */
class Admission {
    /** Clocks of two machines may differ by as much, and nobody has to care. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Settings settings;
    private final Run run;
    private final MongoDocuments live;
    private final Ledger ledger;
    private final JournalTable journal;
    private final Watch watch;
    private final Clock clock;
    private Optional<ApprovedPlan> admitted = Optional.empty();
    private Optional<Course> course = Optional.empty();

    Admission(
            Settings settings,
            Run run,
            MongoDocuments live,
            Ledger ledger,
            JournalTable journal,
            Watch watch,
            Clock clock) {
        this.settings = settings;
        this.run = run;
        this.live = live;
        this.ledger = ledger;
        this.journal = journal;
        this.watch = watch;
        this.clock = clock;
    }

    /** The plan, where it was admitted by this process. */
    ApprovedPlan plan() {
        return admitted.orElseThrow(() -> new IllegalStateException("the plan was not admitted"));
    }

    /** Whether this process may apply the plan, and the record of what was written is whole. */
    boolean isAdmitted() {
        return admitted.isPresent();
    }

    /** What this run writes of it, and in which order. */
    Course course() {
        return course.orElseThrow(() -> new IllegalStateException("the plan was not admitted"));
    }

    /**
     * @throws Problem when the plan may not be applied
     */
    void admit() {
        Request.Apply request = request();
        SignOff signOff = Approvals.check(request.folder(), settings.allowedSigners());
        ApprovedPlan plan = signOff.plan().orElseThrow(() -> waiting(request, signOff));
        SamePlatform.check(plan.header(), settings, live);
        refuseOtherRecord(plan.header());
        new Limits(settings.bounds(), plan).check(request.options());
        journal.verify(FrozenPlan.open(plan.folder()));
        refuseByAge(plan.header().createdAt(), request.options());
        exits();
        plan.approvals()
                .forEach(approval ->
                        journal.admit("approved", approval.person(), Optional.of(approval.key())));
        journal.admit("applied", System.getProperty("user.name", "unknown"), Optional.empty());
        run.progress()
                .say(
                        "signed",
                        plan.approvals().stream()
                                .map(Approval::person)
                                .collect(Collectors.joining(", ")));
        signOff.rejected().forEach(file -> run.progress().say("besides", told(file)));
        admitted = Optional.of(plan);
        choose(request.options());
        boolean writes = !course().left(journal.finished()).isEmpty();
        // Where nothing is left to be written, the run may come to its end.
        if (writes) {
            refuseYoungerDamage();
        }
        if (writes || !journal.finished().equals(journal.confirmed())) {
            note(plan);
        }
    }

    /**
     * Until the run has written its reports, its plan's folder does not tell what it did. The last
     * step takes the note away; where it is that step alone that has yet to come, an earlier
     * process has left it.
     */
    private void note(ApprovedPlan plan) {
        try {
            new Unfinished(run.id(), run.startedAt()).noteIn(plan.folder());
        } catch (IOException e) {
            throw new Problem(
                    "that the plan is being applied cannot be noted: " + e.getMessage(),
                    plan.folder().toString(),
                    "Nothing is written. Make room, or let this user write there, then go on: reconciler resume",
                    e);
        }
    }

    private void refuseYoungerDamage() {
        watch.look(plan(), course())
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    private void choose(ApplyOptions options) {
        PlanHeader header = plan().header();
        Owners owners = new Owners(live, header.names(), new Tiers(header.tiers()));
        Course chosen = Course.of(this, options, owners);
        course = Optional.of(chosen);
        // Support names sites as they are reported: that one has nothing to be repaired is no
        // error.
        chosen.withoutEntry()
                .forEach(named -> run.progress().say("no entry", named + ", which was named"));
        if (options.choose()) {
            run.progress()
                    .say("chosen", "%,d of %,d entries".formatted(chosen.size(), header.entries()));
        }
    }

    /** Only where nothing of it was ever admitted: what has begun may be brought to its end. */
    private void refuseByAge(Instant made, ApplyOptions options) {
        if (options.acceptAge() || journal.hasAdmission()) {
            return;
        }
        Duration age = Duration.between(made, clock.instant());
        Duration most = settings.bounds().maxPlanAge();
        if (age.compareTo(most) > 0) {
            throw new Refused(
                    "the plan is older than max-plan-age allows",
                    "it was made %s, %s ago; allowed are %s"
                            .formatted(made, Holder.age(age), Holder.age(most)),
                    "Plan again. Where it has to be this one, apply it with --accept-age");
        }
        if (age.plus(CLOCKS_DIFFER).isNegative()) {
            throw new Refused(
                    "the plan is of a time that is still to come, so that its age is not known",
                    "it was made %s, which by this machine's clock is in %s"
                            .formatted(made, Holder.age(age.negated())),
                    "Where this machine's clock is wrong, set it and apply again; where that of the one that made the plan was, set that and plan again. Where it has to be this plan as it is, apply it with --accept-age");
        }
    }

    /** What earlier processes of this run found stands. */
    private void exits() {
        if (journal.hasConflict()) {
            run.exit(Exit.CONFLICT);
        }
        if (journal.hasConfirmation(EntryResult.NOT_CONFIRMED.name())) {
            run.exit(Exit.INCOMPLETE);
        }
    }

    private Request.Apply request() {
        return request(run);
    }

    /** How the run is to apply the plan. */
    static ApplyOptions options(Run run) {
        return request(run).options();
    }

    private static Request.Apply request(Run run) {
        return switch (run.request()) {
            case Request.Apply apply -> apply;
            case Request.Plan plan -> throw new IllegalStateException("this run plans");
            case Request.Undo undo -> throw new IllegalStateException("this run plans an undo");
        };
    }

    private Problem waiting(Request.Apply request, SignOff signOff) {
        run.exit(Exit.WAITING);
        String rejected =
                signOff.rejected().stream()
                        .map(file -> "; " + told(file))
                        .collect(Collectors.joining());
        String who =
                signOff.approvals().isEmpty()
                        ? "nobody has signed it"
                        : "only " + signOff.approvals().getFirst().person() + " has signed it";
        String named = settings.named(request.folder());
        return new Problem(
                "this plan waits for approval: two people have to sign it",
                request.folder() + ": " + who + rejected,
                "Let them read it (reconciler show "
                        + named
                        + ") and sign: reconciler approve "
                        + named
                        + " --key ~/.ssh/id_ed25519");
    }

    private static String told(Rejected file) {
        return file.file().getFileName() + " does not count: " + file.reason().text();
    }

    /** What is taken back has to be all that its plan wrote, and nothing else. */
    private void refuseOtherRecord(PlanHeader header) {
        header.undoes()
                .filter(undone -> !isRecord(header, ledger.written(undone).head()))
                .ifPresent(undone -> {
                    throw new Problem(
                            "what is to be taken back is no longer what it was when this plan was made",
                            "plan " + undone + ", ledger " + settings.ledger().shown(),
                            "Apply it with the ledger that it was made with, or make it again: reconciler undo "
                                    + undone.substring(0, 8));
                });
    }

    private static boolean isRecord(PlanHeader header, String head) {
        return header.evidence().stream()
                .filter(evidence -> evidence.kind().equals(PlanHeader.Evidence.BACKUP))
                .anyMatch(evidence -> evidence.fingerprint().equals(head));
    }
}
