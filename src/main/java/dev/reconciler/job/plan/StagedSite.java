package dev.reconciler.job.plan;

import dev.reconciler.model.Names;
import dev.reconciler.model.Site;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * A site as it is and as it was, in the run's sorted file.
 *
 * @param live empty where the site is gone
 * @param snapshot empty where it is new
 */
record StagedSite(Optional<Site> live, Optional<Site> snapshot) {
    private static final byte[] NONE = {};

    /** Both documents as bytes; an empty array is none. */
    static byte[] encode(byte[] live, byte[] snapshot) {
        return ByteBuffer.allocate(4 + live.length + snapshot.length)
                .putInt(live.length)
                .put(live)
                .put(snapshot)
                .array();
    }

    static StagedSite decode(byte[] bytes, Names names) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] live = new byte[in.getInt()];
        in.get(live);
        byte[] snapshot = new byte[in.remaining()];
        in.get(snapshot);
        return new StagedSite(site(live, names), site(snapshot, names));
    }

    private static Optional<Site> site(byte[] bytes, Names names) {
        return bytes.length == 0
                ? Optional.empty()
                : Optional.of(Site.of(new RawBsonDocument(bytes), names));
    }

    /** The bytes of no document. */
    static byte[] none() {
        return NONE;
    }
}
