package dev.reconciler.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file name that any file system takes, one per text. */
final class FileName {
    private static final int LONGEST = 200;

    /** Never in an encoded name, so a cut name is never another text's whole one. */
    private static final char MARK = '~';

    private static final int DIGEST_DIGITS = 32;

    private FileName() {}

    static String of(String text) {
        String encoded = percentEncoded(text);
        if (encoded.isEmpty()) {
            return String.valueOf(MARK);
        }
        if (encoded.length() <= LONGEST) {
            return encoded;
        }
        return encoded.substring(0, LONGEST - DIGEST_DIGITS - 1) + MARK + digest(text);
    }

    private static String percentEncoded(String text) {
        var out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c) && !(c == '.' && out.isEmpty())) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static String digest(String text) {
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
