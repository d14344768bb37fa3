package dev.reconciler.job;

import java.util.regex.Pattern;

/**
 * A MongoDB connection string, which may carry a password. It prints without credentials and
 * without options, some of which are secrets, too.
 *
 * @param value the whole string, for the driver
 */
public record MongoUri(String value) {
    /**
     * An at sign after the hosts is a password that is not percent-encoded, part of which would be
     * shown as a host.
     */
    private static final Pattern SHAPE =
            Pattern.compile("mongodb(\\+srv)?://[^/?\\s]+(/[^?@\\s]*)?(\\?\\S*)?");

    /**
     * @throws IllegalArgumentException when it is no connection string; its message does not repeat
     *     the value
     */
    public MongoUri {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a MongoDB connection string");
        }
    }

    /** Whether the text has the shape of a connection string. */
    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Scheme, hosts and database. */
    public String shown() {
        int scheme = value.indexOf("://") + 3;
        int query = value.indexOf('?', scheme);
        String rest = value.substring(scheme, query < 0 ? value.length() : query);
        return value.substring(0, scheme) + rest.substring(rest.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return shown();
    }
}
