package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one site.
 *
 * @param id empty for deploys whose site cannot be had
 * @param live the live document; empty where the site is gone
 * @param snapshot the document as it was
 * @param updated when the platform last changed the site, or had where it is gone: of an {@code
 *     updated_at} that our journal wrote, the one that it replaced; empty where absent, which
 *     counts as just now
 * @param rows its deploys, newest first, and foreign ones that it publishes
 * @param findings by deploy
 */
public record SiteFacts(
        Optional<Id> id,
        Optional<Site> live,
        Optional<Site> snapshot,
        Optional<Instant> updated,
        List<DeployRow> rows,
        Map<Id, Assessment> findings) {

    public SiteFacts {
        rows = List.copyOf(rows);
        findings = Map.copyOf(findings);
    }

    /** The live document, or the snapshot's where the live one is gone. */
    Optional<Site> either() {
        return live.or(() -> snapshot);
    }

    /** What the site publishes now. */
    Optional<Id> published() {
        return live.flatMap(Site::published);
    }

    /** Whether the site is pinned; of one that is gone, whether it was. */
    boolean isLocked() {
        return either().map(site -> site.isLocked(snapshot)).orElse(false);
    }

    /** Whether the site was changed at or after a moment; its owner may have rolled back. */
    boolean updatedSince(Optional<Instant> moment) {
        return updated.isEmpty() || moment.isEmpty() || !updated.get().isBefore(moment.get());
    }
}
