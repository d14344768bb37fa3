package dev.reconciler.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Everything that a plan is made from. Collection and field names are the contract's defaults.
 *
 * @param log the pointer log, file by file, in the order of their names
 * @param store bytes by key ({@code trees/<id>}, {@code blobs/<id>})
 * @param unreadable keys whose read times out, whatever the store holds under them
 * @param from begin of the window; absent: a nightly check, and then {@code to} is absent too
 * @param now the time of the run, against which the grace of 10 minutes is measured
 * @param tiers plans that are service tiers, highest first; any other plan is the last one
 * @param journal what earlier runs wrote to {@code updated_at} of sites
 */
public record Incident(
        Database live,
        Database snapshot,
        boolean snapshotWhole,
        List<LogFile> log,
        boolean logWhole,
        SortedMap<String, byte[]> store,
        Set<String> unreadable,
        Optional<Instant> from,
        Optional<Instant> to,
        Instant now,
        List<String> tiers,
        List<SiteWrite> journal) {

    /** The four collections of one point in time. */
    public record Database(
            List<BsonDocument> deploys,
            List<BsonDocument> sites,
            List<BsonDocument> accounts,
            List<BsonDocument> builds) {}

    /** One file of the pointer log. A line may be anything, also no JSON. */
    public record LogFile(String name, List<String> lines) {}

    /**
     * A write of ours to a site: the {@code updated_at} that we set, and the one that it replaced,
     * if there was one.
     */
    public record SiteWrite(BsonValue site, Instant wrote, Optional<Instant> replaced) {}
}
