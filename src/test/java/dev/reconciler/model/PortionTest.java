package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortionTest {
    @Test
    void it_is_full_at_so_many_items_or_so_many_bytes() {
        assertThat(windows(3, "a", "b", "c", "d"))
                .containsExactly(List.of("a", "b", "c"), List.of("d"));
        String half = "x".repeat((int) Portion.BYTES / 2);
        assertThat(windows(3, half, half, "c", "d"))
                .containsExactly(List.of(half, half), List.of("c", "d"));
    }

    @Test
    void what_is_larger_than_a_portion_is_in_one_by_itself() {
        String large = "x".repeat((int) Portion.BYTES + 1);
        assertThat(windows(3, large, large)).containsExactly(List.of(large), List.of(large));
    }

    @Test
    void nothing_is_no_portion() {
        assertThat(windows(3)).isEmpty();
    }

    private static List<List<String>> windows(int most, String... items) {
        return Stream.of(items).gather(Portion.<String>windows(most, String::length)).toList();
    }
}
