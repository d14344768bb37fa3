package dev.reconciler.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Ids of every BSON type, each once, and references to them that are equal but not always of the
 * same number type.
 */
final class SampleIds {
    /** What the ids of one collection are like. */
    enum Style {
        OBJECT_IDS,
        STRINGS,
        NUMBERS,
        ANYTHING
    }

    private final Chance chance;
    private final SortedSet<BsonValue> used = new TreeSet<>(BsonOrder.ORDER);

    SampleIds(Chance chance) {
        this.chance = chance;
    }

    Style style() {
        return chance.in100(55)
                ? Style.OBJECT_IDS
                : chance.oneOf(Style.STRINGS, Style.NUMBERS, Style.ANYTHING, Style.ANYTHING);
    }

    /**
     * @param created the time that an ObjectId tells
     */
    BsonValue next(Style style, Instant created) {
        for (int attempt = 0; attempt < 20; attempt++) {
            BsonValue id = any(style, created);
            if (used.add(id)) {
                return id;
            }
        }
        BsonValue id = objectId(created);
        used.add(id);
        return id;
    }

    private BsonValue any(Style style, Instant created) {
        return switch (style) {
            case OBJECT_IDS -> objectId(created);
            case STRINGS -> string();
            case NUMBERS -> number();
            case ANYTHING -> anything(created);
        };
    }

    private BsonObjectId objectId(Instant created) {
        byte[] bytes = chance.bytes(12);
        int seconds = (int) created.getEpochSecond();
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (seconds >> (24 - 8 * i));
        }
        return new BsonObjectId(new ObjectId(bytes));
    }

    private BsonString string() {
        return new BsonString(
                switch (chance.between(0, 5)) {
                    case 0 -> chance.hex(24);
                    case 1 ->
                            chance.oneOf(
                                    "",
                                    " ",
                                    "a/b",
                                    "ü",
                                    "\uFF5E",
                                    "\uD83D\uDE80",
                                    "A",
                                    "é\"\\",
                                    "<b>&");
                    case 2 -> "{\"$oid\":\"" + chance.hex(24) + "\"}";
                    case 3 -> Integer.toString(chance.between(1, 40));
                    default -> "id-" + chance.hex(chance.between(1, 5));
                });
    }

    private BsonValue number() {
        return switch (chance.between(0, 9)) {
            case 0 -> new BsonInt64(Long.MAX_VALUE - chance.between(0, 3));
            case 1 -> new BsonInt64(Long.MIN_VALUE + chance.between(0, 3));
            case 2 ->
                    new BsonDouble(
                            chance.oneOf(-1.5, 0.1, -0.0, 1e300, 4.9e-324, 9007199254740993.0));
            case 3 ->
                    decimal(
                            chance.oneOf(
                                    "0.1", "-1.50", "1E+300", "9007199254740993", "1E-6000", "-0"));
            case 4 ->
                    new BsonDouble(
                            chance.oneOf(
                                    Double.POSITIVE_INFINITY,
                                    Double.NEGATIVE_INFINITY,
                                    Double.NaN,
                                    9.223372036854775807e18));
            default -> reference(new BsonInt32(chance.between(-20, 60)));
        };
    }

    private static BsonDecimal128 decimal(String number) {
        return new BsonDecimal128(Decimal128.parse(number));
    }

    private BsonValue anything(Instant created) {
        return switch (chance.between(0, 13)) {
            case 0 -> objectId(created);
            case 1, 2 -> string();
            case 3, 4 -> number();
            case 5 -> new BsonBinary(chance.bytes(chance.between(0, 3)));
            case 6 ->
                    new BsonBinary(
                            chance.oneOf((byte) 0, (byte) 4, (byte) 5, (byte) 128),
                            chance.bytes(16));
            case 7 -> new BsonDocument("n", number());
            case 8 ->
                    new BsonDocument("s", string())
                            .append("n", new BsonDocument("o", objectId(created)));
            case 9 -> BsonBoolean.valueOf(chance.in100(50));
            case 10 -> new BsonDateTime(chance.oneOf(-1L, 0L, created.toEpochMilli()));
            case 11 -> new BsonTimestamp(chance.oneOf(1, -1, 2_000_000_000), chance.between(0, 3));
            case 12 -> chance.oneOf(new BsonMinKey(), new BsonMaxKey());
            default -> chance.in100(30) ? new BsonDocument() : objectId(created);
        };
    }

    /** An id that nothing has: null is absent, so that nothing can refer to such a deploy. */
    static BsonValue nullId() {
        return BsonNull.VALUE;
    }

    /** An equal value, a number perhaps of another type. */
    BsonValue reference(BsonValue id) {
        if (id.isDocument()) {
            BsonDocument reference = new BsonDocument();
            id.asDocument().forEach((name, value) -> reference.put(name, reference(value)));
            return reference;
        }
        if (!id.isInt32() || chance.in100(40)) {
            return id;
        }
        int value = id.asInt32().getValue();
        return chance.oneOf(
                new BsonInt64(value),
                new BsonDouble(value),
                new BsonDecimal128(new Decimal128(new BigDecimal(value))),
                decimal(value + ".0"));
    }

    /**
     * A value that is, as a rule, no id of any collection: of a type that none may have, or of a
     * common one.
     */
    BsonValue stranger() {
        return chance.oneOf(
                List.of(
                        new BsonObjectId(new ObjectId(HexFormat.of().parseHex(chance.hex(24)))),
                        new BsonString("nobody"),
                        new BsonInt32(chance.between(1000, 2000)),
                        BsonBoolean.TRUE,
                        new BsonDateTime(0),
                        new BsonDocument("x", new BsonInt32(1))));
    }
}
