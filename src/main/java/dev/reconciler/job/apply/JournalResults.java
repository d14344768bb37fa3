package dev.reconciler.job.apply;

import dev.reconciler.job.Results;
import dev.reconciler.job.ledger.JournalTable;
import dev.reconciler.model.Id;
import dev.reconciler.report.EntryResult;
import java.time.Instant;
import java.util.Optional;

/** What came of a plan's entries, as the ledger has it. */
record JournalResults(JournalTable journal) implements Results {

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
}
