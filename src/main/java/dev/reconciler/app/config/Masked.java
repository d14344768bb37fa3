package dev.reconciler.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of the configuration within a message. Whichever key it was given to, it may be a URI that
 * carries a password: what stands before an at sign, or among options, is shown as stars.
 */
final class Masked {
    /** What is shown in place of a secret. */
    static final String STARS = "******";

    private static final Pattern SCHEME = Pattern.compile("[^@/?;=\\s]*://");
    private static final Pattern OPTIONS = Pattern.compile("[?;=]");

    /** A URI that broke off within its password: a colon that no port follows. */
    private static final Pattern BROKEN_OFF = Pattern.compile("[^/]*:(?!\\d{1,5}(/|$)).*");

    private Masked() {}

    /** {@code http://******@host} of {@code http://user:password@host}. */
    static String of(String text) {
        Matcher scheme = SCHEME.matcher(text);
        int start = scheme.lookingAt() ? scheme.end() : 0;
        return text.substring(0, start) + rest(text.substring(start), start > 0);
    }

    private static String rest(String rest, boolean isUri) {
        Matcher options = OPTIONS.matcher(rest);
        int end = options.find() ? options.end() : rest.length();
        int at = rest.lastIndexOf('@');
        if (at >= end || at < 0 && isUri && BROKEN_OFF.matcher(rest).matches()) {
            return STARS;
        }
        String user = at < 0 ? "" : STARS + '@';
        return user + rest.substring(at + 1, end) + (end < rest.length() ? STARS : "");
    }
}
