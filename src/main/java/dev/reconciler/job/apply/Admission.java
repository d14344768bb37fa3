package dev.reconciler.job.apply;

import dev.reconciler.approve.Approval;
import dev.reconciler.approve.Approvals;
import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.SignOff;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Request;
import dev.reconciler.job.Run;
import dev.reconciler.job.SamePlatform;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.report.EntryResult;
import dev.reconciler.source.mongo.MongoDocuments;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out whether a plan may be applied, here and now. Every step after it asks for the proof.
 */
class Admission {
    private final Settings settings;
    private final Run run;
    private final MongoDocuments live;
    private final Ledger ledger;
    private final JournalTable journal;
    private Optional<ApprovedPlan> admitted = Optional.empty();

    Admission(
            Settings settings, Run run, MongoDocuments live, Ledger ledger, JournalTable journal) {
        this.settings = settings;
        this.run = run;
        this.live = live;
        this.ledger = ledger;
        this.journal = journal;
    }

    /** The plan, where it was admitted by this process. */
    ApprovedPlan plan() {
        return admitted.orElseThrow(() -> new IllegalStateException("the plan was not admitted"));
    }

    /** Whether this process may apply the plan, and the record of what was written is whole. */
    boolean isAdmitted() {
        return admitted.isPresent();
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
        refuseTooLarge(plan.header(), request);
        journal.verify(FrozenPlan.open(plan.folder()));
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
        admitted = Optional.of(plan);
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
                        .map(file ->
                                "; "
                                        + file.file().getFileName()
                                        + " does not count: "
                                        + file.reason().text())
                        .collect(Collectors.joining());
        String who =
                signOff.approvals().isEmpty()
                        ? "nobody has signed it"
                        : "only " + signOff.approvals().getFirst().person() + " has signed it";
        String brief = request.plan().substring(0, 8);
        return new Problem(
                "this plan waits for approval: two people have to sign it",
                request.folder() + ": " + who + rejected,
                "Let them read it (reconciler show "
                        + brief
                        + ") and sign: reconciler approve "
                        + brief
                        + " --key ~/.ssh/id_ed25519");
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

    private void refuseTooLarge(PlanHeader header, Request.Apply request) {
        double share = header.deploys() == 0 ? 1 : (double) header.entries() / header.deploys();
        Optional<Long> expected = request.options().expected();
        if (expected.isPresent() && expected.get() != header.entries()) {
            throw new Problem(
                    "the plan does not have the size that was expected",
                    "it has %,d entries, --expect says %,d"
                            .formatted(header.entries(), expected.get()),
                    "Read it again: reconciler show " + request.plan().substring(0, 8));
        }
        if (share > settings.maxDamage() && expected.isEmpty()) {
            throw new Problem(
                    "the plan is larger than max-damage allows",
                    "%,d entries for %,d deploys are %.1f %%, more than %.1f %%"
                            .formatted(
                                    header.entries(),
                                    header.deploys(),
                                    share * 100,
                                    settings.maxDamage() * 100),
                    "Find out why; where it is right: reconciler apply "
                            + request.plan().substring(0, 8)
                            + " --expect "
                            + header.entries());
        }
    }
}
