package dev.reconciler.job.ledger;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.BlobCheck;
import dev.reconciler.verify.TreeCheck;
import java.util.List;
import java.util.Map;

/** What came of a piece of {@link Work}. */
public sealed interface Checked {

    /**
     * @param again as in {@link Work.Trees}
     */
    record Trees(Map<Work.Tree, TreeCheck> checks, boolean again) implements Checked {}

    /**
     * @param again as in {@link Work.Trees}
     */
    record Blobs(Map<String, BlobCheck> checks, boolean again) implements Checked {}

    /** Trees to be proven now. */
    record Roots(List<TreeId> roots) implements Checked {}

    /** How many objects need not be looked at any more. */
    default long settled() {
        return switch (this) {
            case Trees t when t.again() -> t.checks().size();
            case Blobs b when b.again() -> b.checks().size();
            case Trees t -> t.checks().values().stream().filter(c -> !isUnread(c)).count();
            case Blobs b -> b.checks().values().stream().filter(c -> !isUnread(c)).count();
            case Roots r -> 0;
        };
    }

    /** Whether nothing at all could be read. */
    default boolean isAllUnread() {
        return switch (this) {
            case Trees t -> t.checks().values().stream().allMatch(Checked::isUnread);
            case Blobs b -> b.checks().values().stream().allMatch(Checked::isUnread);
            case Roots r -> false;
        };
    }

    private static boolean isUnread(TreeCheck check) {
        return check instanceof TreeCheck.Unread;
    }

    private static boolean isUnread(BlobCheck check) {
        return check instanceof BlobCheck.Unread;
    }
}
