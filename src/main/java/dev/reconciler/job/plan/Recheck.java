package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.compare.Window;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import dev.reconciler.model.Undecodable;
import dev.reconciler.source.DocumentLookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.RawBsonDocument;

/**
 * Looks again whether findings hold, and asks for the proofs that those need which do. A finding is
 * only ever taken back, or brought up to date: what was found sound stays so until the next plan.
 *
 * @param ask wants trees to be proven
 */
record Recheck(
        Comparison comparison, Window window, DocumentLookup live, Consumer<Set<TreeId>> ask) {
    /** In the place of a finding that was taken back. */
    private static final byte[] WITHDRAWN = {};

    /**
     * What has become of findings.
     *
     * @param rows key of the row, and its finding
     * @param changed is given those that are not as they were, in the same form
     */
    void of(List<Sorted> rows, Consumer<Sorted> changed) {
        Map<Id, Found> before = new HashMap<>();
        for (Sorted row : rows) {
            EvidenceCodec.Read finding = EvidenceCodec.finding(row.value(), comparison.names());
            before.put(finding.live().id(), new Found(row.key(), finding));
        }
        Set<TreeId> trees = new TreeSet<>();
        live.each(
                comparison.names().deploys(),
                List.copyOf(before.keySet()),
                document ->
                        decode(document)
                                .ifPresent(deploy -> {
                                    Found found =
                                            Objects.requireNonNull(before.remove(deploy.id()));
                                    Optional<Assessment> holds = assess(deploy, found);
                                    holds.ifPresent(now -> addTrees(now, trees));
                                    if (holds.filter(found::isAsBefore).isEmpty()) {
                                        changed.accept(found.become(holds));
                                    }
                                }));
        before.values().forEach(gone -> changed.accept(gone.become(Optional.empty())));
        ask.accept(trees);
    }

    private Optional<Assessment> assess(Deploy now, Found found) {
        return Optional.of(comparison.assess(now, found.read().evidence()))
                .filter(assessment -> assessment.isFinding(window));
    }

    private static void addTrees(Assessment now, Set<TreeId> trees) {
        now.candidates().forEach(candidate -> trees.add(candidate.tree()));
    }

    /** A finding as it was left; empty where it was taken back. */
    static Optional<byte[]> finding(byte[] changed) {
        return changed.length == 0 ? Optional.empty() : Optional.of(changed);
    }

    private record Found(byte[] key, EvidenceCodec.Read read) {
        boolean isAsBefore(Assessment now) {
            return now.live().hasSameBytes(read.live());
        }

        Sorted become(Optional<Assessment> now) {
            return new Sorted(key, now.map(Found::encode).orElse(WITHDRAWN));
        }

        private static byte[] encode(Assessment now) {
            return EvidenceCodec.encode(now.live().raw(), now.evidence());
        }
    }

    private Optional<Deploy> decode(RawBsonDocument document) {
        try {
            return Optional.of(Deploy.of(document, comparison.names()));
        } catch (Undecodable e) {
            return Optional.empty();
        }
    }
}
