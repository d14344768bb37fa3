package dev.reconciler.source.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Keys;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedRunsTest {
    private static final int TINY = 4_000;

    @TempDir Path folder;

    record Pair(byte[] key, byte[] value) {
        String text() {
            return Keys.hex(key) + "=" + new String(value, StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1_000, 20_000})
    void records_come_out_in_key_order_and_ties_in_the_order_in_which_they_came(int count) {
        var pairs = randomPairs(count, 7);
        assertThat(texts(sorted(pairs, TINY).cursor())).isEqualTo(expected(pairs));
    }

    @Test
    void more_runs_than_can_be_merged_at_once_take_several_passes() throws IOException {
        var pairs = randomPairs(3_000, 11);
        var runs = SortedRuns.open(folder.resolve("runs"), 0, 500);
        pairs.forEach(pair -> runs.add(pair.key, pair.value));
        int count = runs.cut();
        var paths =
                IntStream.range(0, count)
                        .mapToObj(i -> folder.resolve("runs/run-%06d.sorted".formatted(i)))
                        .toList();
        new Merge(folder, 3).merge(paths, folder.resolve("merged"));
        assertThat(count).isGreaterThan(27);
        assertThat(texts(SortedFile.open(folder.resolve("merged")).cursor()))
                .isEqualTo(expected(pairs));
    }

    @Test
    void a_restart_goes_on_after_the_last_cut_and_drops_what_came_later() {
        var pairs = randomPairs(2_000, 13);
        var first = SortedRuns.open(folder, 0, TINY);
        pairs.subList(0, 1_200).forEach(pair -> first.add(pair.key, pair.value));
        int runs = first.cut();
        pairs.subList(1_200, 1_900).forEach(pair -> first.add(pair.key, pair.value));

        var second = SortedRuns.open(folder, runs, TINY);
        pairs.subList(1_200, 2_000).forEach(pair -> second.add(pair.key, pair.value));
        assertThat(texts(second.merge(folder.resolve("merged")).cursor()))
                .isEqualTo(expected(pairs));
    }

    @Test
    void a_restart_while_merging_merges_again() throws IOException {
        var pairs = randomPairs(2_000, 17);
        var first = SortedRuns.open(folder, 0, TINY);
        pairs.forEach(pair -> first.add(pair.key, pair.value));
        int runs = first.cut();
        Files.write(folder.resolve(".merged.part"), new byte[100]);
        Files.write(folder.resolve("pass-000000.sorted"), new byte[100]);

        var merged = SortedRuns.open(folder, runs, TINY).merge(folder.resolve("merged"));
        assertThat(texts(merged.cursor())).isEqualTo(expected(pairs));
        assertThat(folder).isDirectoryContaining("glob:**/merged");
        assertThat(folder.toFile().list()).containsExactly("merged");
    }

    @Test
    void a_run_that_is_gone_is_a_problem() {
        assertThatThrownBy(() -> SortedRuns.open(folder, 1))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not there");
    }

    @Test
    void a_cut_without_new_records_makes_no_run() {
        var runs = SortedRuns.open(folder, 0);
        runs.add(new byte[] {1}, new byte[0]);
        assertThat(runs.cut()).isEqualTo(1);
        assertThat(runs.cut()).isEqualTo(1);
    }

    @Test
    void reading_goes_on_from_the_position_of_any_record() {
        var pairs = randomPairs(5_000, 19);
        var file = sorted(pairs, TINY);
        var expected = expected(pairs);
        try (var cursor = file.cursor()) {
            for (int i = 0; i <= expected.size(); i += 97) {
                var rest = texts(file.cursorAt(cursor.position()));
                assertThat(rest).isEqualTo(expected.subList(i, expected.size()));
                for (int skip = 0; skip < 97; skip++) {
                    cursor.next();
                }
            }
        }
    }

    @Test
    void reading_begins_at_the_first_record_of_a_key_or_after_it() {
        var pairs = randomPairs(8_000, 23);
        var file = sorted(pairs, TINY);
        var expected = expected(pairs);
        for (var wanted : randomPairs(300, 29)) {
            String from = Keys.hex(wanted.key);
            var rest = texts(file.cursorFrom(wanted.key));
            var first = expected.stream().filter(text -> text.split("=")[0].compareTo(from) >= 0);
            assertThat(rest).isEqualTo(first.toList());
        }
    }

    @Test
    void a_record_larger_than_memory_and_block_passes() {
        var runs = SortedRuns.open(folder, 0, TINY);
        runs.add(new byte[] {2}, new byte[3_000_000]);
        runs.add(new byte[] {1}, new byte[] {42});
        runs.add(new byte[100_000], new byte[0]);
        try (var cursor = runs.merge(folder.resolve("merged")).cursor()) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).hasSize(100_000);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).containsExactly(42);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).hasSize(3_000_000);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void a_file_cut_anywhere_is_a_problem() throws IOException {
        byte[] whole = Files.readAllBytes(sorted(randomPairs(200, 31), TINY).path());
        for (int length = 0; length < whole.length; length += 13) {
            Path cut = folder.resolve("cut");
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SortedFile.open(cut)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void a_changed_byte_is_a_problem_and_never_a_wrong_record() throws IOException {
        var file = sorted(randomPairs(200, 37), TINY);
        byte[] whole = Files.readAllBytes(file.path());
        for (int at = 0; at < whole.length - 60; at += 7) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Path path = folder.resolve("changed");
            Files.write(path, changed);
            assertThatThrownBy(() -> texts(SortedFile.open(path).cursor()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("changed");
        }
    }

    private SortedFile sorted(List<Pair> pairs, int memory) {
        var runs = SortedRuns.open(folder.resolve("runs"), 0, memory);
        pairs.forEach(pair -> runs.add(pair.key, pair.value));
        return runs.merge(folder.resolve("sorted"));
    }

    /** Few distinct keys of one to twelve bytes, so that there are ties and prefixes. */
    private static List<Pair> randomPairs(int count, long seed) {
        var random = new Random(seed);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[1 + random.nextInt(12)];
            for (int j = 0; j < key.length; j++) {
                key[j] = (byte) (j < 6 ? random.nextInt(2) * 0xFF : random.nextInt(256));
            }
            pairs.add(new Pair(key, Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        return pairs;
    }

    private static List<String> expected(List<Pair> pairs) {
        return pairs.stream()
                .sorted(Comparator.comparing(Pair::key, Keys::compare))
                .map(Pair::text)
                .toList();
    }

    private static List<String> texts(SortedCursor cursor) {
        var texts = new ArrayList<String>();
        try (cursor) {
            while (cursor.next()) {
                texts.add(new Pair(cursor.key(), cursor.value()).text());
            }
        }
        return texts;
    }
}
