package dev.reconciler.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Add guide",
                "Überblick",
                "מדריך",
                "دليل",
                "導入",
                "👩‍👩‍👧 family",
                "می‌خواهم",
                "a\u00A0b",
                ""
            })
    void what_people_write_is_left_alone(String text) {
        assertThat(SafeText.of(text, SafeText.SHORT)).isEqualTo(text);
    }

    @Test
    void what_turns_the_direction_of_text_is_shown_by_its_number() {
        assertThat(SafeText.of("photo_\u202Egnp.exe", SafeText.SHORT))
                .isEqualTo("photo_⟨U+202E⟩gnp.exe");
        assertThat(SafeText.of("\u2066\u2069\u200F\u061C", SafeText.SHORT))
                .isEqualTo("⟨U+2066⟩⟨U+2069⟩⟨U+200F⟩⟨U+061C⟩");
    }

    @Test
    void control_characters_are_shown_by_their_number() {
        assertThat(SafeText.of("a\u0000b\nc\u009Bd\u2028", SafeText.SHORT))
                .isEqualTo("a⟨U+0000⟩b⟨U+000A⟩c⟨U+009B⟩d⟨U+2028⟩");
    }

    @Test
    void half_a_surrogate_pair_is_shown_by_its_number() {
        assertThat(SafeText.of("a\uD83Db", SafeText.SHORT)).isEqualTo("a⟨U+D83D⟩b");
    }

    @Test
    void a_text_of_a_megabyte_is_cut_and_says_so() {
        assertThat(SafeText.of("x".repeat(1 << 20), SafeText.SHORT))
                .isEqualTo("x".repeat(160) + "… (1,048,576 characters)");
    }

    @Test
    void what_stands_for_an_unseen_character_counts_in_full() {
        assertThat(SafeText.of("\u001B".repeat(1 << 20), SafeText.SHORT)).hasSizeLessThan(200);
    }

    @Test
    void an_emoji_is_never_cut_in_half() {
        assertThat(SafeText.of("👩👩👩", 2)).isEqualTo("👩👩… (3 characters)");
    }

    @Test
    void a_commit_is_shown_by_seven_digits_and_a_tag_in_full() {
        assertThat(SafeText.commit("91c04abf00000000000000000000000000000000"))
                .isEqualTo("91c04ab");
        assertThat(SafeText.commit("v1.2.3-rc.1")).isEqualTo("v1.2.3-rc.1");
    }
}
