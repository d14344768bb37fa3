package dev.reconciler.verify;

import static dev.reconciler.verify.CheckedTrees.AT;
import static dev.reconciler.verify.CheckedTrees.dir;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.DamagedFile.Kind;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeEntry.Blob;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProverTest {
    private final CheckedTrees trees = new CheckedTrees();

    @Test
    void a_tree_with_all_its_files_is_intact() {
        TreeId id = trees.tree(trees.file("a"), dir("css", trees.tree(trees.file("b"))));
        assertThat(trees.prove(id)).contains(new ProvenIntact(id, 2, AT));
    }

    @Test
    void an_empty_tree_is_intact() {
        TreeId id = trees.tree();
        assertThat(trees.prove(id)).contains(new ProvenIntact(id, 0, AT));
    }

    @Test
    void there_is_no_answer_before_every_object_was_checked() {
        TreeId below = trees.nextId();
        String file = trees.nextId().hex();
        TreeId id = trees.tree(new Blob("f", file, 1), dir("css", below));
        assertThat(trees.prove(id)).isEmpty();
        trees.objects.put(below, new TreeCheck.Listed(List.of(), AT));
        assertThat(trees.prove(id)).isEmpty();
        trees.objects.put(file, new BlobCheck.Present(1, AT));
        assertThat(trees.prove(id)).get().isInstanceOf(IntactTree.class);
    }

    @Test
    void a_proof_is_as_old_as_the_first_look_that_it_rests_on() {
        var early = trees.file("b", new BlobCheck.Present(10, AT.minusSeconds(60)));
        TreeId id = trees.tree(trees.file("a"), dir("css", trees.tree(early)));
        assertThat(readable(id).provenAt()).isEqualTo(AT.minusSeconds(60));
    }

    @Test
    void checking_goes_on_after_the_first_bad_subtree() {
        TreeId id =
                trees.tree(
                        dir("a", trees.missingTree()),
                        dir("b", trees.tree(dir("c", trees.corruptTree()))));
        assertThat(unreadable(id).missing()).isTrue();
        assertThat(unreadable(id).corrupt()).isTrue();
        assertThat(unreadable(id).unread()).isEmpty();
        assertThat(unreadable(id).why()).endsWith(" at a/ is missing");
    }

    @Test
    void what_is_known_to_be_damaged_is_unreadable_although_something_was_not_read() {
        TreeId id = trees.tree(dir("a", trees.unreadTree()), dir("b", trees.corruptTree()));
        assertThat(unreadable(id).missing()).isFalse();
        assertThat(unreadable(id).corrupt()).isTrue();
        assertThat(unreadable(id).unread().orElseThrow()).endsWith(" at a/ was not read: 403");
    }

    @Test
    void a_tree_of_which_a_part_was_not_read_is_neither_readable_nor_unreadable() {
        TreeId id = trees.tree(trees.missingFile("f"), dir("a", trees.unreadTree()));
        assertThat(trees.prove(id))
                .get()
                .isInstanceOfSatisfying(
                        UnreadTree.class,
                        u -> assertThat(u.why()).endsWith(" a/ was not read: 403"));
    }

    @Test
    void a_file_that_was_not_read_keeps_a_tree_from_being_intact_but_is_not_damaged() {
        TreeId id = trees.tree(trees.file("a"), trees.unreadFile("b"));
        assertThat(readable(id)).isNotInstanceOf(IntactTree.class);
        assertThat(readable(id).damaged()).isEmpty();
        assertThat(readable(id).unread()).contains("file b was not read: 503");
    }

    @Test
    void the_same_file_is_held_against_the_size_of_each_entry() {
        Blob right = trees.file("right");
        TreeId id = trees.tree(right, new Blob("wrong", right.id(), 11));
        assertThat(readable(id).damaged()).containsExactly(new DamagedFile("wrong", Kind.CORRUPT));
        assertThat(readable(id).files()).isEqualTo(2);
    }

    @Test
    void a_wrong_size_is_no_damage_to_a_file_that_was_not_read() {
        Blob unread = trees.unreadFile("a");
        TreeId id = trees.tree(new Blob("a", unread.id(), 99));
        assertThat(readable(id).damaged()).isEmpty();
    }

    @Test
    void damaged_files_come_in_the_order_of_the_bytes_of_their_whole_paths() {
        TreeId below = trees.tree(trees.missingFile("x"));
        TreeId id =
                trees.tree(
                        dir("a", below),
                        dir("a-", below),
                        trees.missingFile("a-b"),
                        trees.missingFile("a."),
                        trees.missingFile("a0"),
                        trees.missingFile("\uFFEE"),
                        trees.missingFile("😀"),
                        trees.missingFile("é"));
        assertThat(readable(id).damaged())
                .extracting(DamagedFile::path)
                .containsExactly("a-/x", "a-b", "a.", "a/x", "a0", "é", "\uFFEE", "😀");
    }

    @Test
    void a_path_that_nobody_can_open_is_cut() {
        String name = "😀".repeat(50_000);
        TreeId id = trees.tree(trees.missingFile(name));
        for (int level = 0; level < 200; level++) {
            id = trees.tree(CheckedTrees.dir(name, id));
        }
        assertThat(((ReadableTree) trees.prove(id).orElseThrow()).damaged())
                .singleElement()
                .satisfies(file ->
                        assertThat(file.path())
                                .hasSizeLessThanOrEqualTo((1 << 16) + 1)
                                .endsWith("😀…"));
    }

    @Test
    void half_a_character_in_a_name_is_shown_as_a_question_mark() {
        TreeId id = trees.tree(trees.missingFile("a\uD83D"));
        assertThat(readable(id).damaged()).containsExactly(new DamagedFile("a?", Kind.MISSING));
    }

    @Test
    void which_kinds_of_damage_there_are_is_known_beyond_the_listed_files() {
        Blob corrupt = trees.corruptFile("z");
        TreeId many = trees.tree(thousandMissing());
        TreeId id = trees.tree(dir("a", many), corrupt, trees.file("right"));
        assertThat(readable(id).damaged()).hasSize(1_000).allMatch(f -> f.kind() == Kind.MISSING);
        assertThat(readable(id).more()).isEqualTo(1);
        assertThat(readable(id).missingFile()).isTrue();
        assertThat(readable(id).corruptFile()).isTrue();
        assertThat(readable(id).files()).isEqualTo(1_002);
    }

    @Test
    void two_hundred_levels_with_two_ways_down_each_cost_next_to_nothing() {
        TreeId id = trees.tree(trees.missingFile("m"), trees.file("f"));
        for (int i = 0; i < 200; i++) {
            id = trees.tree(dir("a", id), dir("b", id));
        }
        ReadableTree tree = readable(id);
        assertThat(tree.files()).isEqualTo(Long.MAX_VALUE);
        assertThat(tree.damaged()).hasSize(1_000);
        assertThat(tree.damaged().getFirst().path()).isEqualTo("a/".repeat(200) + "m");
        assertThat(tree.damaged().getLast().path())
                .isEqualTo("a/".repeat(190) + "b/b/b/b/b/a/a/b/b/b/m");
        assertThat(tree.more()).isEqualTo(Long.MAX_VALUE - 1_000);
    }

    @Test
    void a_tree_may_have_256_levels() {
        TreeId id = trees.chain(256, trees.file("f"));
        assertThat(trees.prove(id)).get().isInstanceOf(IntactTree.class);
        assertThat(trees.prove(trees.tree(dir("one more", id))))
                .get()
                .isInstanceOfSatisfying(
                        UnreadableTree.class,
                        u -> {
                            assertThat(u.corrupt()).isTrue();
                            assertThat(u.missing()).isFalse();
                            assertThat(u.why()).contains("256 levels");
                        });
    }

    @Test
    void a_missing_tree_on_level_257_lies_too_deep_as_well() {
        TreeId id = trees.chain(256, dir("d", trees.missingTree()));
        assertThat(unreadable(id).corrupt()).isTrue();
        assertThat(unreadable(id).missing()).isFalse();
    }

    @Test
    void what_lies_too_deep_need_not_be_checked() {
        TreeId id = trees.chain(256, dir("d", trees.nextId()));
        assertThat(unreadable(id).corrupt()).isTrue();
    }

    @Test
    void a_long_way_counts_although_there_is_a_short_one() {
        assertThat(trees.prove(trees.chainWithShortCuts(256))).get().isInstanceOf(IntactTree.class);
        assertThat(unreadable(trees.chainWithShortCuts(257)).corrupt()).isTrue();
    }

    @Test
    void the_answer_for_a_deep_tree_does_not_depend_on_what_others_let_us_see_below() {
        TreeId bottom = trees.chain(200, dir("d", trees.missingTree()));
        TreeId top = bottom;
        for (int i = 0; i < 200; i++) {
            top = trees.tree(dir("d", top));
        }
        var before = unreadable(top);
        assertThat(unreadable(bottom).missing()).isTrue();
        assertThat(unreadable(top)).isEqualTo(before);
        assertThat(before.missing()).isFalse();
    }

    @Test
    void a_missing_tree_within_the_allowed_levels_of_a_deep_tree_is_found() {
        TreeId id = trees.tree(dir("a", trees.chain(300)), dir("b", trees.missingTree()));
        assertThat(unreadable(id).missing()).isTrue();
        assertThat(unreadable(id).corrupt()).isTrue();
    }

    @Test
    void a_tree_that_names_itself_is_too_deep() {
        TreeId id = trees.nextId();
        trees.objects.put(id, new TreeCheck.Listed(List.of(dir("me", id)), AT));
        assertThat(unreadable(id).corrupt()).isTrue();
    }

    private TreeEntry[] thousandMissing() {
        TreeEntry[] files = new TreeEntry[1_000];
        for (int i = 0; i < files.length; i++) {
            files[i] = trees.missingFile("f" + i);
        }
        return files;
    }

    private ReadableTree readable(TreeId id) {
        return answer(id, ReadableTree.class);
    }

    private UnreadableTree unreadable(TreeId id) {
        return answer(id, UnreadableTree.class);
    }

    private <T extends TreeAnswer> T answer(TreeId id, Class<T> type) {
        Optional<TreeAnswer> answer = trees.prove(id);
        return assertThat(answer)
                .get(InstanceOfAssertFactories.type(type))
                .isInstanceOf(type)
                .actual();
    }
}
