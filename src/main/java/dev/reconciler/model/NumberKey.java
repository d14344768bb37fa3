package dev.reconciler.model;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import org.bson.types.Decimal128;

/**
 * The key of a number of any BSON type, by its exact value: a class byte, then, unless the class
 * says all, the decimal exponent (two bytes) and the significant digits, two a byte, ended by zero.
 * Trailing zeros are no digits, so equal values have equal keys. All bytes after the class are
 * complemented where the number is negative.
 *
 * <p>NaN sorts before every other number and equals itself; -0.0 equals 0.
 */
final class NumberKey {
    static final int NAN = 1;
    static final int MINUS_INFINITY = 2;
    static final int INFINITY = 6;

    private static final int NEGATIVE = 3;
    private static final int ZERO = 4;
    private static final int POSITIVE = 5;

    /** Decimal128 has exponents from -6176 to 6144, a double's lie within. */
    private static final int EXPONENT_BIAS = 0x4000;

    private static final long SIGN = Long.MIN_VALUE;

    private NumberKey() {}

    /**
     * The value of a finite Decimal128; its negative zero, which a BigDecimal cannot hold, is zero.
     */
    static BigDecimal exact(Decimal128 value) {
        var magnitude =
                Decimal128.fromIEEE754BIDEncoding(value.getHigh() & ~SIGN, value.getLow())
                        .bigDecimalValue();
        return value.isNegative() ? magnitude.negate() : magnitude;
    }

    static void write(BigDecimal value, ByteArrayOutputStream out) {
        switch (value.signum()) {
            case 0 -> out.write(ZERO);
            case 1 -> {
                out.write(POSITIVE);
                magnitude(value, 0, out);
            }
            default -> {
                out.write(NEGATIVE);
                magnitude(value.negate(), 0xFF, out);
            }
        }
    }

    private static void magnitude(BigDecimal value, int mask, ByteArrayOutputStream out) {
        String digits = value.unscaledValue().toString();
        int exponent = digits.length() - value.scale() + EXPONENT_BIAS;
        out.write(exponent >>> 8 ^ mask);
        out.write(exponent ^ mask);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        for (int i = 0; i < end; i += 2) {
            int second = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
            out.write((digits.charAt(i) - '0') * 10 + second + 1 ^ mask);
        }
        out.write(mask);
    }
}
