package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tree that may have more levels than allowed. What lies within the allowed ones is looked at by
 * itself, so that the answer does not depend on what other trees made us look at further below.
 */
final class DeepTree {
    private final VerifiedObjects objects;
    private final TreeId root;
    private final Set<TreeId> seen = new HashSet<>();
    private boolean tooDeep;
    private boolean missing;
    private Optional<String> unread = Optional.empty();
    private final Map<TreeId, Integer> unchecked = new HashMap<>();

    /**
     * @param tooDeep whether a path that is too long was already found; a path may be long although
     *     a shorter one leads to the same tree
     */
    DeepTree(VerifiedObjects objects, TreeId root, boolean tooDeep) {
        this.objects = objects;
        this.root = root;
        this.tooDeep = tooDeep;
    }

    /** Empty where an object within the allowed levels was not checked. */
    Optional<TreeAnswer> answer() {
        walk();
        if (!unchecked.isEmpty() || !tooDeep) {
            return Optional.empty();
        }
        return Optional.of(new UnreadableTree(root, missing, true, unread, why()));
    }

    /** Tree objects within the allowed levels that were not checked, with their level. */
    Map<TreeId, Integer> unchecked() {
        walk();
        return Map.copyOf(unchecked);
    }

    private void walk() {
        seen.add(root);
        List<TreeId> level = List.of(root);
        for (int n = 1; n <= Subtree.MOST_LEVELS; n++) {
            level = next(level, n);
        }
        tooDeep |= !level.isEmpty();
    }

    private static String why() {
        return "a tree lies deeper than " + Subtree.MOST_LEVELS + " levels";
    }

    /** The trees one level further down that were not met before. */
    private List<TreeId> next(List<TreeId> level, int number) {
        List<TreeId> next = new ArrayList<>();
        for (TreeId id : level) {
            switch (objects.tree(id).orElse(null)) {
                case null -> unchecked.put(id, number);
                case TreeCheck.Listed listed -> addNew(listed, next);
                case TreeCheck.Missing m -> missing = true;
                case TreeCheck.Corrupt c -> {}
                case TreeCheck.Unread u -> unread = Optional.of(id + ": " + u.why());
            }
        }
        return next;
    }

    private void addNew(TreeCheck.Listed listed, List<TreeId> next) {
        for (TreeEntry entry : listed.entries()) {
            if (entry instanceof TreeEntry.Tree tree && seen.add(tree.id())) {
                next.add(tree.id());
            }
        }
    }
}
