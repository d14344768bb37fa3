package dev.reconciler.plan;

import dev.reconciler.model.Id;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The order of application as a byte key: tier, then published deploys first, then site, then
 * deploy, what is absent last; but an entry comes after that of its target (contract, section 6).
 */
public final class EntryOrder {
    private static final int AFTER = 1;

    private EntryOrder() {}

    /** Where an entry stands if it has no target. Keys compare bytewise, unsigned. */
    public static byte[] key(int tierRank, boolean published, Optional<Id> site, Id deploy) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.write(tierRank >>> 8);
        key.write(tierRank);
        key.write(published ? 0 : 1);
        key.write(site.isPresent() ? 0 : 1);
        site.map(Id::key).ifPresent(key::writeBytes);
        key.writeBytes(deploy.key());
        return key.toByteArray();
    }

    /**
     * Where an entry stands whose target has an entry, too: in its own place, or else just after
     * the target's.
     */
    public static byte[] after(byte[] own, byte[] target) {
        if (Arrays.compareUnsigned(own, target) > 0) {
            return own;
        }
        byte[] key = Arrays.copyOf(target, target.length + 1);
        key[target.length] = AFTER;
        return key;
    }
}
