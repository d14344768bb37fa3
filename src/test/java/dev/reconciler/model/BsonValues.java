package dev.reconciler.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Random values of every BSON type, of few distinct contents, so that many are equal or nearly so.
 */
final class BsonValues {
    /** Which types. */
    enum Kind {
        ALL,

        /** Those that the oracle orders. */
        OF_INCIDENTS
    }

    private final Random random = new Random();

    private final List<Supplier<BsonValue>> ofIncidents =
            List.of(
                    this::number,
                    this::number,
                    this::number,
                    this::number,
                    () -> new BsonString(text()),
                    () -> new BsonSymbol(text()),
                    () -> new BsonObjectId(objectId()),
                    () ->
                            new BsonBinary(
                                    one((byte) 0, (byte) 4, (byte) 0x80),
                                    text().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    () -> new BsonBoolean(random.nextBoolean()),
                    () -> new BsonDateTime(integer()),
                    () -> new BsonTimestamp(integer()),
                    () -> new BsonRegularExpression(cstring(), one("", "i", "m")),
                    () -> new BsonJavaScript(text()),
                    BsonNull::new,
                    BsonUndefined::new,
                    BsonMinKey::new,
                    BsonMaxKey::new);

    private final List<Supplier<BsonValue>> others =
            List.of(
                    () -> new BsonBinary((byte) 2, new byte[random.nextInt(6)]),
                    () -> new BsonDbPointer(text(), objectId()),
                    () -> new BsonJavaScriptWithScope(text(), document(Kind.ALL)));

    BsonValues(long seed) {
        random.setSeed(seed);
    }

    BsonValue next(Kind kind) {
        int pick = random.nextInt(100);
        if (pick < 10) {
            return document(kind);
        }
        if (pick < 15) {
            return array(kind);
        }
        return one(kind == Kind.ALL && pick < 25 ? others : ofIncidents).get();
    }

    private BsonDocument document(Kind kind) {
        var document = new BsonDocument();
        for (int i = random.nextInt(3); i > 0; i--) {
            document.append(one("a", "b", "ab", "", "ä"), next(kind));
        }
        return document;
    }

    private BsonArray array(Kind kind) {
        var array = new BsonArray();
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(next(kind));
        }
        return array;
    }

    private BsonValue number() {
        return switch (random.nextInt(5)) {
            case 0 -> new BsonInt32((int) integer());
            case 1 -> new BsonInt64(integer());
            case 2 -> new BsonDouble(real());
            case 3 -> new BsonDecimal128(decimal());
            default ->
                    one(
                            new BsonDouble(Double.NaN),
                            new BsonDouble(Double.NEGATIVE_INFINITY),
                            new BsonDecimal128(Decimal128.POSITIVE_INFINITY),
                            new BsonDouble(-0.0));
        };
    }

    /** Small, or near a power of two or ten, where doubles and integers part. */
    private long integer() {
        long small = random.nextInt(-3, 4);
        return switch (random.nextInt(4)) {
            case 0 -> small;
            case 1 -> small + (1L << random.nextInt(64));
            case 2 -> small - (1L << random.nextInt(64));
            default -> small + (long) Math.pow(10, random.nextInt(19));
        };
    }

    private double real() {
        return switch (random.nextInt(4)) {
            case 0 -> integer();
            case 1 -> Math.nextUp((double) integer());
            case 2 -> integer() / 8.0;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private Decimal128 decimal() {
        return switch (random.nextInt(4)) {
            case 0 -> new Decimal128(integer());
            case 1 ->
                    new Decimal128(
                            new BigDecimal(integer()).scaleByPowerOfTen(random.nextInt(-40, 40)));
            case 2 -> new Decimal128(new BigDecimal(integer() / 8.0).round(MathContext.DECIMAL128));
            default ->
                    one(
                            Decimal128.NEGATIVE_ZERO,
                            Decimal128.parse("1E-6176"),
                            Decimal128.parse("-9.9E6144"),
                            Decimal128.parse("2.50"));
        };
    }

    private String text() {
        return one(
                "",
                "a",
                "ab",
                "a\0",
                "a\0\0",
                "\0",
                "a\u0001",
                "aä",
                "\uFFFF",
                "😀",
                "a{",
                "\"\\",
                "5892f4e8e45f9a7c21bd0e11");
    }

    private String cstring() {
        return text().replace("\0", "-");
    }

    private ObjectId objectId() {
        return new ObjectId("5892f4e8e45f9a7c21bd0e" + one("11", "00", "ff", "80"));
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return one(List.of(of));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
