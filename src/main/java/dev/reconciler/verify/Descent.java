package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Goes down a tree that has been summed up, in the order of full paths, and only to where the sums
 * say that there is something to find: so each step finds something, however many paths there are.
 */
final class Descent {

    /** What names may take up in one list, so that a list always fits into memory. */
    private static final int MOST_CHARACTERS = 1 << 22;

    /**
     * A longer path is cut: no file system and no URL takes one, and on each level of a tree a path
     * is in memory.
     */
    private static final int LONGEST_PATH = 1 << 16;

    private final VerifiedObjects objects;

    Descent(VerifiedObjects objects) {
        this.objects = objects;
    }

    /** The first missing and corrupt files; the tree has some. */
    List<DamagedFile> damagedFiles(TreeId root) {
        List<DamagedFile> files = new ArrayList<>();
        var listed =
                new Predicate<Found>() {
                    private int characters;

                    @Override
                    public boolean test(Found found) {
                        found.damagedFile().ifPresent(files::add);
                        characters += found.path().length();
                        return files.size() < ReadableTree.MOST_LISTED
                                && characters < MOST_CHARACTERS;
                    }
                };
        descend("", root, sum -> sum.damagedFiles() > 0, listed);
        return files;
    }

    /** Path and reason of the first file that could not be read; the tree has one. */
    String firstUnreadFile(TreeId root) {
        return first(
                root,
                sum -> sum.unreadFiles() > 0,
                found ->
                        found instanceof FoundFile f && f.check() instanceof BlobCheck.Unread u
                                ? Optional.of("file " + f.path() + " was not read: " + u.why())
                                : Optional.empty());
    }

    /** Path and reason of the first tree object that could not be read; the tree has one. */
    String firstUnreadTree(TreeId root) {
        return first(
                root,
                Subtree::unread,
                found ->
                        found instanceof FoundTree t && t.check() instanceof TreeCheck.Unread u
                                ? Optional.of(t.name() + " was not read: " + u.why())
                                : Optional.empty());
    }

    /** Path and reason of the first tree object that is missing or corrupt; the tree has one. */
    String firstDamagedTree(TreeId root) {
        return first(
                root,
                sum -> sum.missing() || sum.corrupt(),
                found -> found instanceof FoundTree tree ? tree.damage() : Optional.empty());
    }

    private String first(TreeId root, Predicate<Subtree> worth, Describing describing) {
        List<String> found = new ArrayList<>();
        descend(
                "",
                root,
                worth,
                any -> {
                    describing.of(any).ifPresent(found::add);
                    return found.isEmpty();
                });
        return found.getFirst();
    }

    /** Returns whether {@code goOn} wants more. */
    private boolean descend(
            String path, TreeId id, Predicate<Subtree> worth, Predicate<Found> goOn) {
        return switch (checked(id)) {
            case TreeCheck.Listed listed -> descend(path, listed, worth, goOn);
            case TreeCheck other -> goOn.test(new FoundTree(path, id, other));
        };
    }

    private boolean descend(
            String path, TreeCheck.Listed tree, Predicate<Subtree> worth, Predicate<Found> goOn) {
        Map<String, BlobCheck> blobs = objects.blobs(Prover.blobIds(tree));
        for (Step step : Step.inOrder(tree)) {
            boolean more =
                    switch (step.entry()) {
                        case TreeEntry.Tree t ->
                                !worth.test(sum(t.id()))
                                        || descend(joined(path, step.key()), t.id(), worth, goOn);
                        case TreeEntry.Blob b ->
                                goOn.test(FoundFile.of(joined(path, step.key()), b, blobs));
                    };
            if (!more) {
                return false;
            }
        }
        return true;
    }

    private static String joined(String path, String key) {
        int room = LONGEST_PATH - path.length();
        if (room <= 0 || key.length() <= room) {
            return room <= 0 ? path : path + key;
        }
        int end = Character.isHighSurrogate(key.charAt(room - 1)) ? room - 1 : room;
        return path + key.substring(0, end) + "…";
    }

    private Subtree sum(TreeId id) {
        return objects.subtree(id).orElseGet(() -> Subtree.of(checked(id)));
    }

    private TreeCheck checked(TreeId id) {
        return objects.tree(id)
                .orElseThrow(() -> new IllegalStateException("tree " + id + " was not checked"));
    }

    private interface Describing {
        Optional<String> of(Found found);
    }

    /**
     * An entry and what it adds to a path. The slash belongs to a subtree's key: {@code a/b} comes
     * after {@code a-b}, although {@code a} comes before it.
     */
    private record Step(String key, TreeEntry entry) {

        static List<Step> inOrder(TreeCheck.Listed tree) {
            return tree.entries().stream()
                    .map(Step::of)
                    .sorted(Comparator.comparing(Step::key, Utf8Order.INSTANCE))
                    .toList();
        }

        private static Step of(TreeEntry entry) {
            // A lone half of a surrogate pair has no UTF-8 bytes: what is shown has to have some.
            String name =
                    new String(
                            entry.name().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            return new Step(entry instanceof TreeEntry.Tree ? name + "/" : name, entry);
        }
    }

    private sealed interface Found {
        String path();

        default Optional<DamagedFile> damagedFile() {
            return Optional.empty();
        }
    }

    /** A tree object that has no entries to go down to. */
    private record FoundTree(String path, TreeId id, TreeCheck check) implements Found {

        String name() {
            return "tree " + id + (path.isEmpty() ? "" : " at " + path);
        }

        Optional<String> damage() {
            return switch (check) {
                case TreeCheck.Missing m -> Optional.of(name() + " is missing");
                case TreeCheck.Corrupt c -> Optional.of(name() + " is corrupt: " + c.why());
                case TreeCheck.Listed l -> Optional.empty();
                case TreeCheck.Unread u -> Optional.empty();
            };
        }
    }

    private record FoundFile(String path, FileState state, BlobCheck check) implements Found {

        static FoundFile of(String path, TreeEntry.Blob entry, Map<String, BlobCheck> blobs) {
            BlobCheck check = blobs.get(entry.id());
            if (check == null) {
                throw new IllegalStateException("file " + entry.id() + " was not checked");
            }
            return new FoundFile(path, FileState.of(entry, check), check);
        }

        @Override
        public Optional<DamagedFile> damagedFile() {
            return switch (state) {
                case MISSING -> Optional.of(new DamagedFile(path, DamagedFile.Kind.MISSING));
                case CORRUPT -> Optional.of(new DamagedFile(path, DamagedFile.Kind.CORRUPT));
                case INTACT, UNREAD -> Optional.empty();
            };
        }
    }
}
