package dev.reconciler.model;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The one order over byte keys: unsigned, bytewise, a prefix first. SQL, sorted files and
 * partitions all follow it.
 */
public final class Keys {
    private Keys() {}

    /** Negative, zero or positive, as {@code left} sorts before, with or after {@code right}. */
    public static int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    /** Lower-case hexadecimal digits, two per byte: a text form of the same order. */
    public static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    /** The reverse of {@link #hex}. */
    public static byte[] fromHex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
