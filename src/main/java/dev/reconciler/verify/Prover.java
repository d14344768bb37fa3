package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the proofs, from what was found out about single objects. Each tree object is summed up
 * once however many paths lead to it; only a tree that is too deep is looked at by itself.
 */
public final class Prover {
    private final VerifiedObjects objects;
    private boolean foundTooDeep;

    private Prover(VerifiedObjects objects) {
        this.objects = objects;
    }

    /** The answer for a tree; empty while an object that it depends on has not been checked. */
    public static Optional<TreeAnswer> prove(TreeId id, VerifiedObjects objects) {
        return new Prover(objects).prove(id);
    }

    /**
     * Tree objects that a proof needs and that have not been checked, with their level below this
     * tree.
     */
    public static Map<TreeId, Integer> unchecked(TreeId id, VerifiedObjects objects) {
        return new DeepTree(objects, id, false).unchecked();
    }

    private Optional<TreeAnswer> prove(TreeId id) {
        Optional<Subtree> sum = sum(id, 1);
        if (sum.isEmpty() || sum.get().isTooHigh()) {
            return new DeepTree(objects, id, foundTooDeep || sum.isPresent()).answer();
        }
        return Optional.of(answer(id, sum.get()));
    }

    private TreeAnswer answer(TreeId id, Subtree sum) {
        var descent = new Descent(objects);
        if (sum.missing() || sum.corrupt()) {
            return new UnreadableTree(
                    id,
                    sum.missing(),
                    sum.corrupt(),
                    sum.unread() ? Optional.of(descent.firstUnreadTree(id)) : Optional.empty(),
                    descent.firstDamagedTree(id));
        }
        if (sum.unread()) {
            return unread(id, sum, descent);
        }
        return readable(id, sum, descent);
    }

    private static UnreadTree unread(TreeId id, Subtree sum, Descent descent) {
        var listed = damagedFiles(id, sum, descent);
        return new UnreadTree(
                id,
                descent.firstUnreadTree(id),
                listed,
                sum.damagedFiles() - listed.size(),
                sum.missingFiles() > 0,
                sum.corruptFiles() > 0);
    }

    private static List<DamagedFile> damagedFiles(TreeId id, Subtree sum, Descent descent) {
        return sum.damagedFiles() == 0 ? List.of() : descent.damagedFiles(id);
    }

    private static ReadableTree readable(TreeId id, Subtree sum, Descent descent) {
        if (sum.damagedFiles() == 0 && sum.unreadFiles() == 0) {
            return new ProvenIntact(id, sum.files(), sum.since());
        }
        var listed = damagedFiles(id, sum, descent);
        return new ProvenReadable(
                id,
                listed,
                sum.damagedFiles() - listed.size(),
                sum.missingFiles() > 0,
                sum.corruptFiles() > 0,
                sum.unreadFiles() > 0 ? Optional.of(descent.firstUnreadFile(id)) : Optional.empty(),
                sum.files(),
                sum.since());
    }

    /** Empty where something below was not checked, or lies too deep to be looked at. */
    private Optional<Subtree> sum(TreeId id, int level) {
        if (level > Subtree.MOST_LEVELS) {
            foundTooDeep = true;
            return Optional.empty();
        }
        Optional<Subtree> known = objects.subtree(id);
        if (known.isPresent()) {
            return known;
        }
        return switch (objects.tree(id).orElse(null)) {
            case null -> Optional.empty();
            case TreeCheck.Listed listed -> remembered(id, sum(listed, level));
            case TreeCheck other -> Optional.of(Subtree.of(other));
        };
    }

    private Optional<Subtree> remembered(TreeId id, Optional<Subtree> sum) {
        sum.ifPresent(s -> objects.remember(id, s));
        return sum;
    }

    private Optional<Subtree> sum(TreeCheck.Listed tree, int level) {
        Map<String, BlobCheck> blobs = objects.blobs(blobIds(tree));
        Subtree sum = Subtree.of(tree);
        for (TreeEntry entry : tree.entries()) {
            Optional<Subtree> next = with(sum, entry, blobs, level);
            if (next.isEmpty()) {
                return next;
            }
            sum = next.get();
        }
        return Optional.of(sum);
    }

    private Optional<Subtree> with(
            Subtree sum, TreeEntry entry, Map<String, BlobCheck> blobs, int level) {
        return switch (entry) {
            case TreeEntry.Tree tree -> sum(tree.id(), level + 1).map(sum::with);
            case TreeEntry.Blob blob ->
                    Optional.ofNullable(blobs.get(blob.id()))
                            .map(check -> sum.with(FileState.of(blob, check), check.at()));
        };
    }

    static Set<String> blobIds(TreeCheck.Listed tree) {
        Set<String> ids = new HashSet<>();
        for (TreeEntry entry : tree.entries()) {
            if (entry instanceof TreeEntry.Blob blob) {
                ids.add(blob.id());
            }
        }
        return ids;
    }
}
