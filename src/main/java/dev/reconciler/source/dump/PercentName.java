package dev.reconciler.source.dump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Percent-encoding as mongodump applies it to the names of collections. */
final class PercentName {
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final Pattern ENCODED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");

    /** A longer name is cut, so that with what is put after it it is still a file name. */
    private static final int LONGEST = 238;

    private static final int CUT = 208;

    private PercentName() {}

    /**
     * The file's name for the name of a collection or database, without its suffix. Whatever may
     * not be a part of a path is encoded; of a cut name the metadata beside it have the whole.
     */
    static String encode(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean leads = c == '.' && encoded.isEmpty();
            if (PLAIN.indexOf(c) >= 0 && !leads) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.length() <= LONGEST
                ? encoded.toString()
                : encoded.substring(0, CUT) + "%24" + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] sha1 =
                    MessageDigest.getInstance("SHA-1")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /**
     * The name that a file's name stands for. Older tools did not encode, so what is not encoded
     * right stands for itself.
     */
    static String decode(String name) {
        if (!ENCODED.matcher(name).matches()) {
            return name;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); ) {
            if (name.charAt(i) == '%') {
                bytes.write(Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                int next = name.offsetByCodePoints(i, 1);
                bytes.writeBytes(name.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
