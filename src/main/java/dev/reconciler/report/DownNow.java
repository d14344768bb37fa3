package dev.reconciler.report;

import dev.reconciler.model.Damage;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import java.util.List;
import java.util.Optional;

/**
 * Whether a site is down, as far as is known, given what came of the plan's entries. The plan knows
 * what would be once all of it is applied; what did not come about leaves the site as it was.
 *
 * @param planned what the plan says
 * @param entries the site's own, with their results
 * @param publishes whether the live site published anything before the plan
 * @param didPublish whether it did in the snapshot
 */
public record DownNow(
        Optional<SiteDown> planned,
        List<EntryReport> entries,
        boolean publishes,
        boolean didPublish) {

    /** Why the site is down; before <i>apply</i>, why it will be. */
    public Optional<SiteDown> why() {
        Optional<EntryReport> mover = entries.stream().filter(DownNow::movesSite).findFirst();
        if (mover.isPresent()) {
            return hasMoved(mover.get()) ? planned : asItWas(mover.get());
        }
        boolean leftDamaged =
                published()
                        .filter(DownNow::isUnreadable)
                        .filter(DownNow::isRestore)
                        .filter(report -> !isRestored(report))
                        .isPresent();
        return leftDamaged ? Optional.of(SiteDown.NOT_REPAIRED) : planned;
    }

    private Optional<EntryReport> published() {
        return entries.stream().filter(EntryReport::published).findFirst();
    }

    static boolean movesSite(EntryReport report) {
        return switch (report.entry().remedy()) {
            case PlannedRemedy.Revert _, PlannedRemedy.Publish _ -> true;
            case PlannedRemedy.Undo _ ->
                    report.entry().writes().stream().anyMatch(DownNow::isOfSite);
            case PlannedRemedy.Restore _,
                    PlannedRemedy.Superseded _,
                    PlannedRemedy.Rebuild _,
                    PlannedRemedy.Escalate _ ->
                    false;
        };
    }

    private static boolean isOfSite(Write write) {
        return write.target() == Write.Target.SITE;
    }

    /** A REVERT writes the site first, and so does what takes a PUBLISH back. */
    private static boolean movesSiteFirst(EntryReport mover) {
        return mover.entry().remedy() instanceof PlannedRemedy.Revert
                || mover.entry().remedy() instanceof PlannedRemedy.Undo
                        && isOfSite(mover.entry().writes().getFirst());
    }

    /** Where the site is written first, it held where the deploy's write met a conflict. */
    static boolean hasMoved(EntryReport mover) {
        boolean siteHeld =
                movesSiteFirst(mover)
                        && mover.conflict()
                                .filter(c -> c.what() == Conflict.What.DEPLOY)
                                .isPresent();
        return mover.result().isEmpty() || mover.isConfirmed() || siteHeld;
    }

    /** Where its owner had it publish something else, nothing is known to be wrong with that. */
    private Optional<SiteDown> asItWas(EntryReport mover) {
        if (mover.conflict().filter(c -> c.what() == Conflict.What.PUBLISHED).isPresent()) {
            return Optional.empty();
        }
        if (!publishes) {
            return didPublish ? Optional.of(SiteDown.PUBLISHES_NOTHING) : Optional.empty();
        }
        return published().flatMap(DownNow::asItIs);
    }

    private static Optional<SiteDown> asItIs(EntryReport published) {
        if (isUnreadable(published) && !isRestored(published)) {
            return Optional.of(SiteDown.NOT_REPAIRED);
        }
        return published.entry().files().isEmpty()
                ? Optional.empty()
                : Optional.of(SiteDown.FILES_DAMAGED);
    }

    private static boolean isUnreadable(EntryReport report) {
        var damage = report.entry().damage();
        return damage.stream().anyMatch(Damage::isPointer)
                || damage.contains(Damage.TREE_MISSING)
                || damage.contains(Damage.TREE_CORRUPT);
    }

    private static boolean isRestore(EntryReport report) {
        return report.entry().remedy() instanceof PlannedRemedy.Restore;
    }

    private static boolean isRestored(EntryReport report) {
        return isRestore(report) && (report.result().isEmpty() || report.isConfirmed());
    }
}
