package dev.reconciler.compare;

import dev.reconciler.model.Id;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Slim rows in the run's sorted file: the key sorts by site, then newest first; what cannot be had
 * counts as newest. A deploy that has to be decided upon has all that is known of it in its row, so
 * that whoever decides about a site reads one file from its beginning to its end.
 */
public final class RowCodec {
    private static final int SITE = 1;
    private static final int CREATED = 1 << 1;
    private static final int CONTEXT = 1 << 2;
    private static final int BRANCH = 1 << 3;
    private static final int STATE = 1 << 4;
    private static final int TREE = 1 << 5;
    private static final int LIVE = 1 << 6;
    private static final int VOUCHED = 1 << 7;
    private static final int FAILED = 1 << 8;
    private static final int FINDING = 1 << 9;
    private static final int SEEN = 1 << 10;
    private static final int FOREIGN = 1 << 11;

    private static final int HAS_SITE = 0;
    private static final int NO_SITE = 1;

    private static final byte[] NO_KEY = {};
    private static final byte[] SOUND = {};

    private RowCodec() {}

    /** A row as the sorted file has it. */
    public record Sorted(byte[] key, byte[] value) {
        /** How many bytes it has. */
        public int size() {
            return key.length + value.length;
        }
    }

    /** The rows of an assessed deploy: its own, and one for each other site that publishes it. */
    public static List<Sorted> rows(Assessment deploy, Window window) {
        DeployRow own = DeployRow.of(deploy, window);
        List<Sorted> rows = new ArrayList<>(1);
        rows.add(new Sorted(key(own), encode(own, own.finding() ? finding(deploy) : SOUND)));
        for (Id site : deploy.evidence().publishers().live()) {
            if (!own.site().filter(site::equals).isPresent()) {
                DeployRow foreign = own.publishedBy(site);
                rows.add(new Sorted(key(foreign), encode(foreign)));
            }
        }
        return rows;
    }

    private static byte[] finding(Assessment deploy) {
        return EvidenceCodec.encode(deploy.live().raw(), deploy.evidence());
    }

    /** The prefix of the keys of all rows of a site; those whose site cannot be had come last. */
    public static byte[] siteKey(Optional<Id> site) {
        byte[] id = site.map(Id::key).orElse(NO_KEY);
        return ByteBuffer.allocate(1 + id.length)
                .put((byte) (site.isPresent() ? HAS_SITE : NO_SITE))
                .put(id)
                .array();
    }

    /** The row's place in the file. */
    public static byte[] key(DeployRow row) {
        byte[] site = siteKey(row.site());
        byte[] id = row.id().key();
        int time = row.createdAt().isPresent() ? Long.BYTES : 0;
        ByteBuffer key = ByteBuffer.allocate(site.length + 1 + time + id.length).put(site);
        key.put((byte) (time > 0 ? 1 : 0));
        row.createdAt().ifPresent(at -> key.putLong(~(at.toEpochMilli() ^ Long.MIN_VALUE)));
        for (byte b : id) {
            key.put((byte) ~b);
        }
        return key.array();
    }

    /** The bytes of a row without a finding. */
    public static byte[] encode(DeployRow row) {
        return encode(row, SOUND);
    }

    private static byte[] encode(DeployRow row, byte[] finding) {
        Wire.Out out = new Wire.Out().bytes(finding).flags(flags(row)).id(row.id());
        row.site().ifPresent(out::id);
        row.createdAt().ifPresent(out::instant);
        row.context().ifPresent(out::text);
        row.branch().ifPresent(out::text);
        row.state().ifPresent(out::text);
        row.tree().ifPresent(out::tree);
        return out.toBytes();
    }

    private static int flags(DeployRow row) {
        return bit(row.site().isPresent(), SITE)
                | bit(row.createdAt().isPresent(), CREATED)
                | bit(row.context().isPresent(), CONTEXT)
                | bit(row.branch().isPresent(), BRANCH)
                | bit(row.state().isPresent(), STATE)
                | bit(row.tree().isPresent(), TREE)
                | bit(row.hasBeenLive(), LIVE)
                | bit(row.vouched(), VOUCHED)
                | bit(row.failedBefore(), FAILED)
                | bit(row.finding(), FINDING)
                | bit(row.seenBefore(), SEEN)
                | bit(row.foreign(), FOREIGN);
    }

    private static int bit(boolean set, int bit) {
        return set ? bit : 0;
    }

    /** The finding that comes with the row of those bytes, for {@link EvidenceCodec#finding}. */
    public static Optional<byte[]> finding(byte[] bytes) {
        byte[] finding = new Wire.In(bytes).bytes();
        return finding.length == 0 ? Optional.empty() : Optional.of(finding);
    }

    /** The row of those bytes. */
    public static DeployRow decode(byte[] bytes) {
        Wire.In in = new Wire.In(bytes).skipBytes();
        int flags = in.flags();
        Id id = in.id();
        Optional<Id> site = in.optional((flags & SITE) != 0, in::id);
        Optional<Instant> created = in.optional((flags & CREATED) != 0, in::instant);
        return new DeployRow(
                id,
                site,
                created,
                in.optional((flags & CONTEXT) != 0, in::text),
                in.optional((flags & BRANCH) != 0, in::text),
                in.optional((flags & STATE) != 0, in::text),
                in.optional((flags & TREE) != 0, in::tree),
                (flags & LIVE) != 0,
                (flags & VOUCHED) != 0,
                (flags & FAILED) != 0,
                (flags & FINDING) != 0,
                (flags & SEEN) != 0,
                (flags & FOREIGN) != 0);
    }
}
