package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.Window;
import dev.reconciler.decide.SiteFacts;
import dev.reconciler.job.Run;
import dev.reconciler.job.ledger.LedgerKey;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.source.sort.SortedCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads one site after the other: its documents, the rows of its deploys newest first, and their
 * findings. Sites that have a verdict are passed over, so that a restart, and the next round of
 * proofs, goes on with those that have none.
 */
final class SiteReader implements ItemStreamReader<SiteFacts> {
    private static final int MARK = 1;

    private final Run run;
    private final Comparison comparison;
    private final Window window;
    private final Predicate<byte[]> decided;
    private final SiteUpdates updates;
    private final ScopedSites scope;

    private @Nullable CheckedRows rows;
    private @Nullable SortedCursor sites;
    private boolean moreRows;
    private boolean moreSites;

    SiteReader(
            Run run,
            Comparison comparison,
            Window window,
            Predicate<byte[]> decided,
            SiteUpdates updates,
            ScopedSites scope) {
        this.run = run;
        this.comparison = comparison;
        this.window = window;
        this.decided = decided;
        this.updates = updates;
        this.scope = scope;
    }

    @Override
    public void open(ExecutionContext context) {
        openFrom(new byte[0], new byte[0]);
    }

    private void openFrom(byte[] row, byte[] site) {
        CheckedRows atRow = new CheckedRows(run.folder(), row);
        rows = atRow;
        moreRows = atRow.next();
        SortedCursor atSite = RunFiles.SITES.open(run.folder()).cursorFrom(site);
        sites = atSite;
        moreSites = atSite.next();
    }

    /** That one site, whether it has a verdict or not. To be closed afterwards. */
    SiteFacts read(Id site) {
        byte[] key = RowCodec.siteKey(Optional.of(site));
        openFrom(key, site.key());
        List<DeployRow> members = new ArrayList<>();
        List<byte[]> findings = new ArrayList<>();
        takeRows(key, members, findings);
        return facts(members, findings, takeSite(key));
    }

    @Override
    public @Nullable SiteFacts read() {
        while (moreRows || moreSites) {
            byte[] site = nextSite();
            List<DeployRow> members = new ArrayList<>();
            List<byte[]> findings = new ArrayList<>();
            takeRows(site, members, findings);
            Optional<StagedSite> documents = takeSite(site);
            boolean isOfInterest =
                    members.stream().anyMatch(DeployRow::finding)
                            || documents.flatMap(StagedSite::live).isPresent();
            if (isOfInterest
                    && scope.include(id(members, documents))
                    && !decided.test(LedgerKey.bounded(site))) {
                return facts(members, findings, documents);
            }
        }
        return null;
    }

    /** The smaller of the sites that the two cursors are at. */
    private byte[] nextSite() {
        byte[] ofRow = moreRows ? siteOf(opened(rows)) : new byte[0];
        byte[] ofSite = moreSites ? marked(opened(sites).key()) : new byte[0];
        if (!moreSites || (moreRows && Arrays.compareUnsigned(ofRow, ofSite) < 0)) {
            return ofRow;
        }
        return ofSite;
    }

    private static byte[] siteOf(CheckedRows at) {
        return RowCodec.siteKey(at.row().site());
    }

    private static byte[] marked(byte[] idKey) {
        byte[] key = new byte[idKey.length + MARK];
        System.arraycopy(idKey, 0, key, MARK, idKey.length);
        return key;
    }

    private void takeRows(byte[] site, List<DeployRow> members, List<byte[]> findings) {
        CheckedRows at = opened(rows);
        while (moreRows && startsWith(at.key(), site)) {
            members.add(at.row());
            at.finding().ifPresent(findings::add);
            moreRows = at.next();
        }
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private Optional<StagedSite> takeSite(byte[] site) {
        SortedCursor cursor = opened(sites);
        if (!moreSites || !Arrays.equals(marked(cursor.key()), site)) {
            return Optional.empty();
        }
        Optional<StagedSite> documents =
                Optional.of(StagedSite.decode(cursor.value(), comparison.names()));
        moreSites = cursor.next();
        return documents;
    }

    private SiteFacts facts(
            List<DeployRow> members, List<byte[]> findings, Optional<StagedSite> documents) {
        Map<Id, Assessment> assessments = new HashMap<>();
        for (byte[] content : findings) {
            EvidenceCodec.Read finding = EvidenceCodec.finding(content, comparison.names());
            assessments.put(
                    finding.live().id(), comparison.assess(finding.live(), finding.evidence()));
        }
        Optional<Site> live = documents.flatMap(StagedSite::live);
        Optional<Site> either = documents.flatMap(both -> both.live().or(both::snapshot));
        Optional<Instant> updated = either.flatMap(updates::lastByPlatform);
        return new SiteFacts(
                id(members, documents),
                live,
                documents.flatMap(StagedSite::snapshot),
                updated,
                members.stream().map(row -> current(row, assessments)).toList(),
                assessments);
    }

    private static Optional<Id> id(List<DeployRow> members, Optional<StagedSite> documents) {
        return documents
                .flatMap(both -> both.live().or(both::snapshot))
                .map(Site::id)
                .or(() -> members.isEmpty() ? Optional.empty() : members.getFirst().site());
    }

    /** A deploy that changed before the recheck is what its finding says by now. */
    private DeployRow current(DeployRow row, Map<Id, Assessment> assessments) {
        Optional<Assessment> assessment =
                row.foreign() ? Optional.empty() : Optional.ofNullable(assessments.get(row.id()));
        return assessment
                .map(now -> DeployRow.of(now, window))
                .filter(now ->
                        now.site().equals(row.site()) && now.createdAt().equals(row.createdAt()))
                .orElse(row);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        if (sites != null) {
            sites.close();
        }
    }

    private static <T> T opened(@Nullable T cursor) {
        if (cursor == null) {
            throw new IllegalStateException("the reader is not open");
        }
        return cursor;
    }
}
