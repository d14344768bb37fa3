package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Portion;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * Accounts by id, from the run's sorted file; those that were asked for are kept, until they are
 * too many.
 */
final class Accounts {
    private static final int KEPT = 2_000;

    private final SortedFile file;
    private final Names names;
    private final Map<Id, Optional<Account>> kept = new HashMap<>();
    private final Portion portion = new Portion(KEPT);

    Accounts(RunFolder folder, Names names) {
        this.file = RunFiles.ACCOUNTS.open(folder);
        this.names = names;
    }

    Optional<Account> get(Id id) {
        Optional<Account> known = kept.get(id);
        return known == null ? find(id) : known;
    }

    private Optional<Account> find(Id id) {
        byte[] document = bytes(id.key());
        Optional<Account> found =
                document.length == 0
                        ? Optional.empty()
                        : Optional.of(Account.of(new RawBsonDocument(document), names));
        if (portion.isFull()) {
            kept.clear();
            portion.clear();
        }
        kept.put(id, found);
        portion.add(document.length);
        return found;
    }

    /** None where there is no such account. */
    private byte[] bytes(byte[] key) {
        try (SortedCursor cursor = file.cursorFrom(key)) {
            return cursor.next() && cursor.compareKey(key) == 0 ? cursor.value() : new byte[0];
        }
    }
}
