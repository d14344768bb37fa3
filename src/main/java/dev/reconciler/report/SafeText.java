package dev.reconciler.report;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text that came from outside, made fit to be shown. What could hide, reorder or blow up the text
 * around it is shown by its number instead, as in {@code ⟨U+202E⟩}; nothing is left out without a
 * trace. Escaping for HTML or CSV is the format's own work.
 */
public final class SafeText {
    /** Enough for a title or a name, in characters. */
    public static final int SHORT = 160;

    /** Enough for a path, in characters. */
    public static final int LONG = 1_000;

    /** What is kept of a text that is there to be shown, in characters. */
    private static final int KEPT = 4_000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Pattern HEX_COMMIT = Pattern.compile("[0-9a-f]{8,}");
    private static final int SHORT_COMMIT = 7;

    private SafeText() {}

    /** A commit by its first seven digits, as git shows it. */
    public static String commit(String raw) {
        return HEX_COMMIT.matcher(raw).matches() ? raw.substring(0, SHORT_COMMIT) : of(raw, SHORT);
    }

    /**
     * @param max how many characters are shown, those counted that stand for an unseen one; of a
     *     longer text, its length is told
     */
    public static String of(String raw, int max) {
        int length = raw.codePointCount(0, raw.length());
        var out = new StringBuilder();
        int at = 0;
        for (int shown = 0; at < raw.length() && shown < max; ) {
            String next = shown(raw.codePointAt(at));
            out.append(next);
            shown += next.codePointCount(0, next.length());
            at = raw.offsetByCodePoints(at, 1);
        }
        if (at < raw.length()) {
            out.append("… (")
                    .append(String.format(Locale.ENGLISH, "%,d", length))
                    .append(" characters)");
        }
        return out.toString();
    }

    /**
     * The text, or its beginning, so that those of many deploys can be in memory together. It is
     * not fit to be shown by that.
     */
    public static String kept(String raw) {
        return raw.length() <= KEPT
                ? raw
                : raw.substring(0, raw.offsetByCodePoints(0, KEPT / 2)) + "…";
    }

    private static String shown(int c) {
        return isHarmless(c) ? Character.toString(c) : String.format(Locale.ENGLISH, "⟨U+%04X⟩", c);
    }

    /**
     * Formats are invisible, and among them are the marks that change the direction of what follows
     * (Unicode, UAX 9). Two of them only join letters and emoji.
     */
    private static boolean isHarmless(int c) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
