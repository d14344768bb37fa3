package dev.reconciler.source.dump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Percent-encoding as mongodump applies it to the names of collections. */
final class PercentName {
    private static final Pattern ENCODED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");

    private PercentName() {}

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
