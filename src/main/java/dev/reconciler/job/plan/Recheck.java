package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.compare.Window;
import dev.reconciler.job.ledger.FindingsTable;
import dev.reconciler.job.ledger.FindingsTable.Row;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import dev.reconciler.model.Undecodable;
import dev.reconciler.source.DocumentLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.RawBsonDocument;

/**
 * Looks again whether findings hold. A finding is only ever taken back, or brought up to date: what
 * was found sound stays so until the next plan.
 */
record Recheck(
        Comparison comparison,
        Window window,
        DocumentLookup live,
        FindingsTable findings,
        ObjectsTable objects) {

    void of(List<? extends Row> rows) {
        Map<Id, Found> before = new TreeMap<>();
        for (Row row : rows) {
            EvidenceCodec.Read finding = EvidenceCodec.finding(row.content(), comparison.names());
            before.put(finding.live().id(), new Found(row, finding));
        }
        Map<Id, Deploy> now = now(before.keySet());
        List<byte[]> hold = new ArrayList<>();
        List<byte[]> withdrawn = new ArrayList<>();
        List<Row> changed = new ArrayList<>();
        before.forEach((id, found) -> {
            byte[] key = found.row().deployKey();
            Optional<Deploy> deploy = Optional.ofNullable(now.get(id));
            if (deploy.map(Deploy::raw).filter(found.finding().live().raw()::equals).isPresent()) {
                hold.add(key);
            } else {
                deploy.flatMap(d -> update(found.row(), d, found.finding()))
                        .ifPresentOrElse(changed::add, () -> withdrawn.add(key));
            }
        });
        findings.hold(hold);
        findings.withdraw(withdrawn);
        findings.replace(changed);
    }

    private record Found(Row row, EvidenceCodec.Read finding) {}

    private Optional<Row> update(Row row, Deploy now, EvidenceCodec.Read finding) {
        Assessment assessment = comparison.assess(now, finding.evidence());
        if (!assessment.isFinding(window)) {
            return Optional.empty();
        }
        Set<TreeId> trees = new TreeSet<>();
        assessment.candidates().forEach(candidate -> trees.add(candidate.tree()));
        objects.ask(trees);
        return Optional.of(
                new Row(
                        row.deployKey(),
                        row.siteKey(),
                        EvidenceCodec.encode(now.raw(), finding.evidence())));
    }

    private Map<Id, Deploy> now(Set<Id> ids) {
        Map<Id, Deploy> now = new TreeMap<>();
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
