package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** Accounts by id, from the run's sorted file; those that were asked for last are kept. */
final class Accounts {
    private static final int KEPT = 1_000;

    private final SortedFile file;
    private final Names names;
    private final Map<Id, Optional<Account>> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Id, Optional<Account>> eldest) {
                    return size() > KEPT;
                }
            };

    Accounts(RunFolder folder, Names names) {
        this.file = RunFiles.ACCOUNTS.open(folder);
        this.names = names;
    }

    Optional<Account> get(Id id) {
        return kept.computeIfAbsent(id, this::find);
    }

    private Optional<Account> find(Id id) {
        byte[] key = id.key();
        try (SortedCursor cursor = file.cursorFrom(key)) {
            return cursor.next() && cursor.compareKey(key) == 0
                    ? Optional.of(Account.of(new RawBsonDocument(cursor.value()), names))
                    : Optional.empty();
        }
    }
}
