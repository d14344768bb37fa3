package dev.reconciler.oracle;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * BSON comparison order over every type that a value can have (contract, section 1), written out in
 * full.
 */
public final class BsonOrder implements Comparator<BsonValue> {
    public static final BsonOrder ORDER = new BsonOrder();

    private BsonOrder() {}

    /** Whether two values are equal by BSON comparison: 1, 1L and 1.0 are. */
    public static boolean same(BsonValue a, BsonValue b) {
        return ORDER.compare(a, b) == 0;
    }

    /**
     * The bracket of a type: values of different brackets never compare equal, all numbers share
     * one.
     */
    static int bracket(BsonValue value) {
        return switch (value.getBsonType()) {
            case MIN_KEY -> 0;
            case UNDEFINED -> 1;
            case NULL -> 2;
            case INT32, INT64, DOUBLE, DECIMAL128 -> 3;
            case STRING, SYMBOL -> 4;
            case DOCUMENT -> 5;
            case ARRAY -> 6;
            case BINARY -> 7;
            case OBJECT_ID -> 8;
            case BOOLEAN -> 9;
            case DATE_TIME -> 10;
            case TIMESTAMP -> 11;
            case REGULAR_EXPRESSION -> 12;
            case DB_POINTER -> 13;
            case JAVASCRIPT -> 14;
            case JAVASCRIPT_WITH_SCOPE -> 15;
            case MAX_KEY -> 16;
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("not a value");
        };
    }

    @Override
    public int compare(BsonValue a, BsonValue b) {
        int byBracket = Integer.compare(bracket(a), bracket(b));
        if (byBracket != 0) {
            return byBracket;
        }
        return switch (a.getBsonType()) {
            case INT32, INT64, DOUBLE, DECIMAL128 -> compareNumbers(a, b);
            case STRING, SYMBOL -> compareUtf8(text(a), text(b));
            case DOCUMENT -> compareDocuments(a.asDocument(), b.asDocument());
            case ARRAY -> compareArrays(a.asArray(), b.asArray());
            case BINARY -> compareBinaries(a.asBinary(), b.asBinary());
            case OBJECT_ID -> a.asObjectId().getValue().compareTo(b.asObjectId().getValue());
            case BOOLEAN -> Boolean.compare(a.asBoolean().getValue(), b.asBoolean().getValue());
            case DATE_TIME -> Long.compare(a.asDateTime().getValue(), b.asDateTime().getValue());
            case TIMESTAMP ->
                    Long.compareUnsigned(a.asTimestamp().getValue(), b.asTimestamp().getValue());
            case REGULAR_EXPRESSION ->
                    compareRegexes(a.asRegularExpression(), b.asRegularExpression());
            case JAVASCRIPT -> compareUtf8(a.asJavaScript().getCode(), b.asJavaScript().getCode());
            case MIN_KEY, UNDEFINED, NULL, MAX_KEY -> 0;
            case DB_POINTER, JAVASCRIPT_WITH_SCOPE, END_OF_DOCUMENT ->
                    throw new IllegalArgumentException(
                            "not used in any incident: " + a.getBsonType());
        };
    }

    /** Memory order of the UTF-8 bytes, as the server compares strings and as paths are sorted. */
    static int compareUtf8(String a, String b) {
        return Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BsonValue value) {
        return value.getBsonType() == BsonType.SYMBOL
                ? value.asSymbol().getSymbol()
                : value.asString().getValue();
    }

    /** NaN (one value) before minus infinity, then the numbers by value, then infinity. */
    private static int compareNumbers(BsonValue a, BsonValue b) {
        int byClass = Integer.compare(numberClass(a), numberClass(b));
        return byClass != 0 || numberClass(a) != 2 ? byClass : exact(a).compareTo(exact(b));
    }

    private static int numberClass(BsonValue value) {
        double rough = rough(value);
        if (Double.isNaN(rough)) {
            return 0;
        }
        if (Double.isInfinite(rough)) {
            return rough < 0 ? 1 : 3;
        }
        return 2;
    }

    private static double rough(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE -> value.asDouble().getValue();
            case DECIMAL128 -> {
                Decimal128 decimal = value.asDecimal128().getValue();
                if (decimal.isNaN()) {
                    yield Double.NaN;
                }
                if (decimal.isInfinite()) {
                    yield decimal.isNegative()
                            ? Double.NEGATIVE_INFINITY
                            : Double.POSITIVE_INFINITY;
                }
                yield 0;
            }
            default -> 0;
        };
    }

    private static BigDecimal exact(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> BigDecimal.valueOf(value.asInt32().getValue());
            case INT64 -> BigDecimal.valueOf(value.asInt64().getValue());
            case DOUBLE -> new BigDecimal(value.asDouble().getValue());
            case DECIMAL128 -> {
                Decimal128 decimal = value.asDecimal128().getValue();
                boolean minusZero =
                        decimal.isNegative()
                                && decimal.toString().matches("-0(\\.0*)?(E[+-]?\\d+)?");
                yield minusZero ? BigDecimal.ZERO : decimal.bigDecimalValue();
            }
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }

    /**
     * Field by field: the type of the value, then the name, then the value; a prefix comes first.
     */
    private static int compareDocuments(BsonDocument a, BsonDocument b) {
        Iterator<Map.Entry<String, BsonValue>> left = a.entrySet().iterator();
        Iterator<Map.Entry<String, BsonValue>> right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, BsonValue> l = left.next();
            Map.Entry<String, BsonValue> r = right.next();
            int byType = Integer.compare(bracket(l.getValue()), bracket(r.getValue()));
            int byName = compareUtf8(l.getKey(), r.getKey());
            int result =
                    byType != 0
                            ? byType
                            : byName != 0 ? byName : ORDER.compare(l.getValue(), r.getValue());
            if (result != 0) {
                return result;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareArrays(BsonArray a, BsonArray b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int result = ORDER.compare(a.get(i), b.get(i));
            if (result != 0) {
                return result;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Length, then subtype, then bytes. */
    private static int compareBinaries(BsonBinary a, BsonBinary b) {
        int byLength = Integer.compare(a.getData().length, b.getData().length);
        int byType = Integer.compare(a.getType() & 0xff, b.getType() & 0xff);
        return byLength != 0
                ? byLength
                : byType != 0 ? byType : Arrays.compareUnsigned(a.getData(), b.getData());
    }

    private static int compareRegexes(BsonRegularExpression a, BsonRegularExpression b) {
        int byPattern = compareUtf8(a.getPattern(), b.getPattern());
        return byPattern != 0 ? byPattern : compareUtf8(a.getOptions(), b.getOptions());
    }
}
