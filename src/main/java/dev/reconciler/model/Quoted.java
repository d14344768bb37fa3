package dev.reconciler.model;

import java.util.regex.Pattern;

/**
 * Text from outside within a message of ours: whatever it is, it stays short, on its line, and
 * shows all that it is. A message may go to a terminal as it stands: in a log, in a stack trace.
 */
public final class Quoted {
    /**
     * What is invisible: control characters, marks of direction, ends of lines, half characters.
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Quoted() {}

    /**
     * @param most how many characters of it are shown
     */
    public static String of(String text, int most) {
        String start = text.length() <= most ? text : text.substring(0, most) + "…";
        return INVISIBLE.matcher(start).replaceAll("?");
    }
}
