package dev.reconciler.verify;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeEntry.Blob;
import dev.reconciler.verify.TreeEntry.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trees that were checked, written down without a store: ids are just numbers. */
final class CheckedTrees {
    static final Instant AT = Instant.parse("2017-02-02T20:30:00Z");

    final VerifiedObjectsInMemory objects = new VerifiedObjectsInMemory();
    private int count;

    /** A tree that is there. */
    TreeId tree(TreeEntry... entries) {
        return put(new TreeCheck.Listed(List.of(entries), AT));
    }

    /** What came of a tree object. */
    TreeId put(TreeCheck check) {
        TreeId id = nextId();
        objects.put(id, check);
        return id;
    }

    TreeId missingTree() {
        return put(new TreeCheck.Missing(AT));
    }

    TreeId corruptTree() {
        return put(new TreeCheck.Corrupt("it is not JSON", AT));
    }

    TreeId unreadTree() {
        return put(new TreeCheck.Unread("403", AT));
    }

    /** A tree object that nobody has looked at. */
    TreeId nextId() {
        return new TreeId("%040x".formatted(count++));
    }

    /** A file of ten bytes that is there. */
    Blob file(String name) {
        return file(name, new BlobCheck.Present(10, AT));
    }

    Blob missingFile(String name) {
        return file(name, new BlobCheck.Missing(AT));
    }

    Blob corruptFile(String name) {
        return file(name, new BlobCheck.Corrupt(AT));
    }

    Blob unreadFile(String name) {
        return file(name, new BlobCheck.Unread("503", AT));
    }

    Blob file(String name, BlobCheck check) {
        String id = nextId().hex();
        objects.put(id, check);
        return new Blob(name, id, 10);
    }

    static Tree dir(String name, TreeId id) {
        return new Tree(name, id);
    }

    /** So many trees, one in the other; in the last is what is given. */
    TreeId chain(int levels, TreeEntry... last) {
        TreeId id = tree(last);
        for (int n = 1; n < levels; n++) {
            id = tree(dir("d", id));
        }
        return id;
    }

    /** As {@link #chain}, and the first tree leads to each of the others directly, too. */
    TreeId chainWithShortCuts(int levels) {
        TreeId id = tree();
        List<TreeEntry> direct = new ArrayList<>();
        for (int n = 1; n < levels - 1; n++) {
            direct.add(dir("n" + n, id));
            id = tree(dir("d", id));
        }
        direct.add(dir("all", id));
        return tree(direct.toArray(TreeEntry[]::new));
    }

    Optional<TreeAnswer> prove(TreeId id) {
        return Prover.prove(id, objects);
    }
}
