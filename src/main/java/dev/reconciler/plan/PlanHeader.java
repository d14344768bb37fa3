package dev.reconciler.plan;

import dev.reconciler.model.Names;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of {@code plan.jsonl}: what the plan was made from and for (contract, section 6).
 * No secret is in it.
 *
 * @param format version of the file's format
 * @param createdAt when the plan was frozen
 * @param cluster where the live database is: hosts without credentials
 * @param database name of the live database
 * @param store where trees and files are, without credentials
 * @param names what the platform calls its collections and fields
 * @param tiers service tiers, highest first
 * @param evidence each source that was read
 * @param from first bad write; empty without a window
 * @param to moment from which new deploys were safe again; empty where open
 * @param lateSnapshotAccepted whether the operator accepted a snapshot that holds deploys of the
 *     window
 * @param allowedSignersDigest SHA-256 of the {@code allowed_signers} file, hex
 * @param deploys how many live deploys there were
 * @param entries how many entries follow
 * @param undoes the plan that it takes back; empty for a repair
 * @param scope the part of the platform that it is for
 * @param decisions what people decided besides the rules; empty where the rules alone did
 * @param totals by tier, the highest first; none in plans of an older version
 */
public record PlanHeader(
        int format,
        Instant createdAt,
        String cluster,
        String database,
        String store,
        Names names,
        List<String> tiers,
        List<Evidence> evidence,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean lateSnapshotAccepted,
        String allowedSignersDigest,
        long deploys,
        long entries,
        Optional<String> undoes,
        Scope scope,
        Optional<Decisions> decisions,
        Map<String, TierTotal> totals) {

    /** A plan for the whole platform, by the rules alone. */
    public PlanHeader(
            int format,
            Instant createdAt,
            String cluster,
            String database,
            String store,
            Names names,
            List<String> tiers,
            List<Evidence> evidence,
            Optional<Instant> from,
            Optional<Instant> to,
            boolean lateSnapshotAccepted,
            String allowedSignersDigest,
            long deploys,
            long entries,
            Optional<String> undoes) {
        this(
                format,
                createdAt,
                cluster,
                database,
                store,
                names,
                tiers,
                evidence,
                from,
                to,
                lateSnapshotAccepted,
                allowedSignersDigest,
                deploys,
                entries,
                undoes,
                Scope.ALL,
                Optional.empty(),
                Map.of());
    }

    /** The format that this program writes and reads. */
    public static final int FORMAT = 1;

    /**
     * A source that the plan rests on.
     *
     * @param kind {@code live}, {@code snapshot}, {@code pointer-log}, or of an undo {@link
     *     #BACKUP}
     * @param location without credentials
     * @param fingerprint changes when the source does
     * @param whole whether it was read to its end
     */
    public record Evidence(String kind, String location, String fingerprint, boolean whole) {
        /** The record of another plan's writes: where its ledger is, and the record's head. */
        public static final String BACKUP = "backup";
    }

    /**
     * The file of decisions.
     *
     * @param digest SHA-256 of it, hex
     * @param count how many it holds, followed or not
     */
    public record Decisions(String digest, long count) {}

    /**
     * What was found of the sites of a tier, whichever part of it the plan repairs.
     *
     * @param deploys live ones
     * @param damaged how many of them are
     */
    public record TierTotal(long deploys, long damaged) {
        /** Of both. */
        public TierTotal plus(TierTotal other) {
            return new TierTotal(deploys + other.deploys, damaged + other.damaged);
        }

        /** With so many that are damaged, where it has fewer. */
        public TierTotal atLeast(long others) {
            return new TierTotal(deploys, Math.max(damaged, others));
        }
    }

    public PlanHeader {
        totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
        tiers = List.copyOf(tiers);
        evidence = List.copyOf(evidence);
    }
}
