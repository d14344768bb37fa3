package dev.reconciler.job.ledger;

import dev.reconciler.model.Id;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An id's key as the ledger has it. A key that is longer than an index can take is cut and ended by
 * a digest: still one key per id, and nearly in order.
 */
public final class LedgerKey {
    /** PostgreSQL's index rows end at about 2,700 bytes, and an index may have three keys. */
    private static final int LONGEST = 700;

    private static final int DIGEST = 32;

    private LedgerKey() {}

    /** The key of an id. */
    public static byte[] of(Id id) {
        return bounded(id.key());
    }

    /** The key of an id that may be absent; what is absent comes last. */
    public static byte[] of(Optional<Id> id) {
        byte[] key = id.map(Id::key).orElseGet(() -> new byte[0]);
        byte[] marked = new byte[key.length + 1];
        marked[0] = (byte) (id.isPresent() ? 0 : 1);
        System.arraycopy(key, 0, marked, 1, key.length);
        return bounded(marked);
    }

    /** Any key, no longer than an index can take. */
    public static byte[] bounded(byte[] key) {
        if (key.length <= LONGEST) {
            return key;
        }
        byte[] cut = Arrays.copyOf(key, LONGEST);
        System.arraycopy(digest(key), 0, cut, LONGEST - DIGEST, DIGEST);
        return cut;
    }

    private static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
