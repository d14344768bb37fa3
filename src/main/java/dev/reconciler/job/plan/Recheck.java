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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @return those that are not as they were, in the same form
     */
    List<Sorted> of(List<? extends Sorted> rows) {
        Map<Id, Found> before = new LinkedHashMap<>();
        for (Sorted row : rows) {
            EvidenceCodec.Read finding = EvidenceCodec.finding(row.value(), comparison.names());
            before.put(finding.live().id(), new Found(row.key(), finding));
        }
        Map<Id, Deploy> now = now(before.keySet());
        List<Sorted> changed = new ArrayList<>();
        Set<TreeId> trees = new TreeSet<>();
        before.forEach((id, found) -> {
            Optional<Assessment> holds =
                    Optional.ofNullable(now.get(id))
                            .map(deploy -> comparison.assess(deploy, found.read().evidence()))
                            .filter(assessment -> assessment.isFinding(window));
            holds.ifPresent(assessment ->
                    assessment.candidates().forEach(candidate -> trees.add(candidate.tree())));
            if (holds.filter(found::isAsBefore).isEmpty()) {
                changed.add(new Sorted(found.key(), holds.map(Recheck::encode).orElse(WITHDRAWN)));
            }
        });
        ask.accept(trees);
        return changed;
    }

    /** A finding as it was left; empty where it was taken back. */
    static Optional<byte[]> finding(byte[] changed) {
        return changed.length == 0 ? Optional.empty() : Optional.of(changed);
    }

    private record Found(byte[] key, EvidenceCodec.Read read) {
        boolean isAsBefore(Assessment now) {
            return now.live().hasSameBytes(read.live());
        }
    }

    private static byte[] encode(Assessment now) {
        return EvidenceCodec.encode(now.live().raw(), now.evidence());
    }

    private Map<Id, Deploy> now(Set<Id> ids) {
        Map<Id, Deploy> now = new HashMap<>();
        for (RawBsonDocument document : live.get(comparison.names().deploys(), ids)) {
            decode(document).ifPresent(deploy -> now.put(deploy.id(), deploy));
        }
        return now;
    }

    private Optional<Deploy> decode(RawBsonDocument document) {
        try {
            return Optional.of(Deploy.of(document, comparison.names()));
        } catch (Undecodable e) {
            return Optional.empty();
        }
    }
}
