package dev.reconciler.verify;

import static dev.reconciler.verify.CheckedTrees.dir;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeEntry.Blob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random trees with shared parts, against a walk over every single path. */
class ProverPropertyTest {
    private static final List<String> NAMES =
            List.of("a", "a-", "a.", "a0", "a b", "B", "é", "\uFFEE", "😀", "-", "zz");

    @Test
    void proofs_say_what_a_walk_over_every_path_says() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var trees = new CheckedTrees();
            TreeId root = randomTree(trees, random);
            var walk = new Walk(trees.objects);
            walk.tree("", root);
            assertThat(shown(trees.prove(root).orElseThrow()))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(walk.shown());
        }
    }

    private static TreeId randomTree(CheckedTrees trees, Random random) {
        List<TreeId> ids = new ArrayList<>();
        List<Blob> files = new ArrayList<>();
        int badTrees = random.nextInt(3) == 0 ? 4 : 1_000;
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            files.add(randomFile(trees, random));
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            ids.add(
                    switch (random.nextInt(badTrees)) {
                        case 0 -> trees.missingTree();
                        case 1 -> trees.corruptTree();
                        case 2 -> trees.unreadTree();
                        default -> trees.tree(randomEntries(ids, files, random));
                    });
        }
        return trees.tree(randomEntries(ids, files, random));
    }

    private static Blob randomFile(CheckedTrees trees, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> trees.missingFile("x");
            case 1 -> trees.corruptFile("x");
            case 2 -> trees.unreadFile("x");
            default -> trees.file("x");
        };
    }

    private static TreeEntry[] randomEntries(List<TreeId> ids, List<Blob> files, Random random) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(5)).stream()
                .map(name -> {
                    if (!ids.isEmpty() && random.nextBoolean()) {
                        return dir(name, ids.get(random.nextInt(ids.size())));
                    }
                    Blob file = files.get(random.nextInt(files.size()));
                    return new Blob(name, file.id(), random.nextInt(6) == 0 ? 9 : 10);
                })
                .toArray(TreeEntry[]::new);
    }

    private static String shown(TreeAnswer answer) {
        return switch (answer) {
            case UnreadableTree u ->
                    "unreadable %s %s %s"
                            .formatted(u.missing(), u.corrupt(), u.unread().isPresent());
            case UnreadTree u -> "unread";
            case IntactTree t -> "intact " + t.files();
            case ReadableTree t ->
                    "readable %d %s %s %s"
                            .formatted(
                                    t.files(),
                                    t.unread().isPresent(),
                                    t.damaged(),
                                    kinds(t.missingFile(), t.corruptFile()));
        };
    }

    private static String kinds(boolean missing, boolean corrupt) {
        return missing + " " + corrupt;
    }

    /** One path after the other, with no regard to how many there are. */
    private static final class Walk {
        private final VerifiedObjects objects;
        private final List<DamagedFile> damaged = new ArrayList<>();
        private boolean missing;
        private boolean corrupt;
        private boolean unreadTree;
        private boolean unreadFile;
        private int files;

        Walk(VerifiedObjects objects) {
            this.objects = objects;
        }

        void tree(String path, TreeId id) {
            switch (objects.tree(id).orElseThrow()) {
                case TreeCheck.Missing m -> missing = true;
                case TreeCheck.Corrupt c -> corrupt = true;
                case TreeCheck.Unread u -> unreadTree = true;
                case TreeCheck.Listed l -> l.entries().forEach(entry -> entry(path, entry));
            }
        }

        private void entry(String path, TreeEntry entry) {
            switch (entry) {
                case TreeEntry.Tree t -> tree(path + t.name() + "/", t.id());
                case Blob b -> file(path + b.name(), b);
            }
        }

        private void file(String path, Blob blob) {
            files++;
            switch (objects.blobs(List.of(blob.id())).get(blob.id())) {
                case BlobCheck.Missing m ->
                        damaged.add(new DamagedFile(path, DamagedFile.Kind.MISSING));
                case BlobCheck.Corrupt c ->
                        damaged.add(new DamagedFile(path, DamagedFile.Kind.CORRUPT));
                case BlobCheck.Unread u -> unreadFile = true;
                case BlobCheck.Present p when p.size() != blob.size() ->
                        damaged.add(new DamagedFile(path, DamagedFile.Kind.CORRUPT));
                case BlobCheck.Present p -> {}
            }
        }

        String shown() {
            if (missing || corrupt) {
                return "unreadable %s %s %s".formatted(missing, corrupt, unreadTree);
            }
            if (unreadTree) {
                return "unread";
            }
            if (damaged.isEmpty() && !unreadFile) {
                return "intact " + files;
            }
            damaged.sort((a, b) ->
                    Arrays.compareUnsigned(a.path().getBytes(UTF_8), b.path().getBytes(UTF_8)));
            return "readable %d %s %s %s"
                    .formatted(
                            files,
                            unreadFile,
                            damaged.subList(0, Math.min(damaged.size(), 1_000)),
                            kinds(has(DamagedFile.Kind.MISSING), has(DamagedFile.Kind.CORRUPT)));
        }

        private boolean has(DamagedFile.Kind kind) {
            return damaged.stream().anyMatch(file -> file.kind() == kind);
        }
    }
}
