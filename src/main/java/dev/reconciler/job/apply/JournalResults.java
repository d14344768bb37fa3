package dev.reconciler.job.apply;

import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.Results;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.JournalTable.LeftOut;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.report.Conflict;
import dev.reconciler.report.EntryResult;
import java.time.Instant;
import java.util.Optional;

/** What came of a plan's entries, as the ledger has it. */
record JournalResults(JournalTable journal, Names names) implements Results {

    @Override
    public Optional<Instant> appliedAt() {
        return journal.appliedAt();
    }

    @Override
    public Optional<EntryResult> of(Id deploy) {
        return Optional.of(
                journal.confirmation(deploy)
                        .map(EntryResult::valueOf)
                        .orElse(EntryResult.NOT_APPLIED));
    }

    @Override
    public Optional<Conflict> conflict(Id deploy) {
        return journal.conflict(deploy).map(left -> new Conflict(what(left), left.why()));
    }

    @Override
    public Optional<Long> run() {
        return Optional.of(journal.run());
    }

    @Override
    public boolean isOfRun(Id deploy) {
        return journal.isConfirmedByRun(deploy);
    }

    private Conflict.What what(LeftOut left) {
        if (left.why().startsWith(WriteResult.Conflict.REFUSED)) {
            return Conflict.What.REFUSED;
        }
        if (left.why().startsWith(WriteResult.Conflict.LIVE)) {
            return Conflict.What.LIVE;
        }
        if (left.collection().equals(names.deploys())) {
            return Conflict.What.DEPLOY;
        }
        if (left.why().startsWith(WriteResult.Conflict.TARGET)) {
            return Conflict.What.TARGET;
        }
        return left.why().startsWith(names.of(SiteField.PUBLISHED_DEPLOY_ID) + ' ')
                ? Conflict.What.PUBLISHED
                : Conflict.What.SITE;
    }
}
