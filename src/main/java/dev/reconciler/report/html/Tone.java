package dev.reconciler.report.html;

import dev.reconciler.report.Section;

/** CSS classes: the colour says what the words say. */
final class Tone {
    private Tone() {}

    static String of(Section section) {
        return switch (section) {
            case DOWN -> "down";
            case NEEDS_YOU, WITH_US -> "act";
            case TO_COME, DONE -> "ok";
        };
    }
}
