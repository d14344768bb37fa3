package dev.reconciler.job.apply;

import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.Results;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.job.ledger.JournalTable.Confirmation;
import dev.reconciler.job.ledger.JournalTable.LeftOut;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.report.Conflict;
import dev.reconciler.report.EntryResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What came of a plan's entries, as the ledger has it. */
record JournalResults(JournalTable journal, Names names) implements Results {

    @Override
    public Optional<Instant> appliedAt() {
        return journal.appliedAt();
    }

    @Override
    public Function<Id, Optional<Came>> of(Collection<Id> deploys) {
        Map<Id, Confirmation> confirmations = journal.confirmations(deploys);
        return deploy ->
                Optional.of(
                        Optional.ofNullable(confirmations.get(deploy))
                                .map(this::came)
                                .orElse(Came.NOT_APPLIED));
    }

    private Came came(Confirmation confirmation) {
        return new Came(
                EntryResult.valueOf(confirmation.result()),
                confirmation.conflict().map(left -> new Conflict(what(left), left.why())),
                confirmation.run());
    }

    @Override
    public Optional<Long> run() {
        return Optional.of(journal.run());
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
