package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.store.InMemoryStore;
import dev.reconciler.verify.ParsedTree;
import dev.reconciler.verify.TreeEntry;
import dev.reconciler.verify.TreeParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tree objects whose digest is right, whatever they are. */
class TreeFuzzTest {
    private static final int EACH = 1_000;

    @Tag("fuzz")
    @FuzzTest(maxDuration = "60s")
    void tree(byte[] object) {
        Bounded.run(object.length, EACH, () -> read(object));
    }

    @Test
    void seeds_and_their_mutants() throws IOException {
        Mutants.of(TreeFuzzTest.class, "tree", this::tree);
    }

    private static void read(byte[] object) {
        switch (TreeParser.parse(new TreeId(InMemoryStore.digest("SHA-256", object)), object)) {
            case ParsedTree.Listing tree -> check(tree.entries());
            case ParsedTree.CorruptTree corrupt -> Told.check(corrupt.why());
        }
    }

    private static void check(List<TreeEntry> entries) {
        assertThat(entries).extracting(TreeEntry::name).doesNotHaveDuplicates();
        assertThat(entries).extracting(TreeEntry::name).noneMatch(TreeFuzzTest::leadsElsewhere);
    }

    private static boolean leadsElsewhere(String name) {
        return name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.contains("/")
                || name.contains("\0");
    }
}
