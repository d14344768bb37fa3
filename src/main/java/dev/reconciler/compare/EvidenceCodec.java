package dev.reconciler.compare;

import dev.reconciler.compare.Evidence.Publishers;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Names;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * Evidence in the run's sorted files and in the ledger's findings: only what was read, never what
 * was concluded from it.
 */
public final class EvidenceCodec {
    private static final int SNAPSHOT = 1;
    private static final int LOG = 2;
    private static final int BUILD = 4;
    private static final int SITE = 1;
    private static final int TREE = 2;

    private EvidenceCodec() {}

    /** A log entry's bytes. */
    public static byte[] encode(LogEntry entry) {
        Wire.Out out =
                new Wire.Out()
                        .flags(
                                (entry.site().isPresent() ? SITE : 0)
                                        | (entry.tree().isPresent() ? TREE : 0))
                        .instant(entry.at())
                        .id(entry.deploy());
        entry.site().ifPresent(out::value);
        entry.tree().ifPresent(out::tree);
        return out.toBytes();
    }

    /** The log entry of those bytes. */
    public static LogEntry logEntry(byte[] bytes) {
        Wire.In in = new Wire.In(bytes);
        int flags = in.flags();
        return new LogEntry(
                in.instant(),
                in.id(),
                in.optional((flags & SITE) != 0, in::value),
                in.optional((flags & TREE) != 0, in::tree));
    }

    /** A site that publishes a deploy, as bytes. */
    public static byte[] encodePublisher(Id site, boolean live) {
        return new Wire.Out().flags(live ? 1 : 0).id(site).toBytes();
    }

    /** Adds the publisher of those bytes to others. */
    static void addPublisher(byte[] bytes, java.util.List<Id> live, java.util.List<Id> gone) {
        Wire.In in = new Wire.In(bytes);
        boolean isLive = in.flags() != 0;
        (isLive ? live : gone).add(in.id());
    }

    /** A finding: the live document and everything that is known of it. */
    public static byte[] encode(RawBsonDocument live, Evidence evidence) {
        Wire.Out out =
                new Wire.Out()
                        .flags(
                                (evidence.snapshot().isPresent() ? SNAPSHOT : 0)
                                        | (evidence.log().isPresent() ? LOG : 0)
                                        | (evidence.build().isPresent() ? BUILD : 0))
                        .document(live);
        evidence.snapshot().map(Deploy::raw).ifPresent(out::document);
        evidence.log().map(EvidenceCodec::encode).ifPresent(out::bytes);
        evidence.build().map(Build::raw).ifPresent(out::document);
        return out.ids(evidence.publishers().live()).ids(evidence.publishers().gone()).toBytes();
    }

    /** A finding as it was read: to be assessed again by whoever needs what follows from it. */
    public record Read(Deploy live, Evidence evidence) {}

    /** The finding of those bytes. */
    public static Read finding(byte[] bytes, Names names) {
        Wire.In in = new Wire.In(bytes);
        int flags = in.flags();
        Deploy live = Deploy.of(in.document(), names);
        Optional<Deploy> snapshot =
                in.optional((flags & SNAPSHOT) != 0, () -> Deploy.of(in.document(), names));
        Optional<LogEntry> log = in.optional((flags & LOG) != 0, () -> logEntry(in.bytes()));
        Optional<Build> build =
                in.optional((flags & BUILD) != 0, () -> Build.of(in.document(), names));
        return new Read(
                live, new Evidence(snapshot, log, build, new Publishers(in.ids(), in.ids())));
    }
}
