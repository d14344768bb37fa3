package dev.reconciler.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
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
import org.bson.RawBsonDocument;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class BsonStructureTest {
    private static final BsonDocument ALL_TYPES =
            new BsonDocument("_id", new BsonDocument("ä", new BsonString("ö")))
                    .append("double", new BsonDouble(1.5))
                    .append("string", new BsonString("ready"))
                    .append(
                            "array",
                            new BsonArray(java.util.List.of(new BsonInt32(1), new BsonDocument())))
                    .append("binary", new BsonBinary(new byte[] {1, 2, 3}))
                    .append("old binary", new BsonBinary((byte) 2, new byte[] {1, 2, 3}))
                    .append("undefined", new BsonUndefined())
                    .append("id", new BsonObjectId(new ObjectId("5892f4e8e45f9a7c21bd0e11")))
                    .append("boolean", new BsonBoolean(true))
                    .append("date", new BsonDateTime(5))
                    .append("null", new BsonNull())
                    .append("regex", new BsonRegularExpression("a.*", "i"))
                    .append(
                            "pointer",
                            new BsonDbPointer("db.c", new ObjectId("5892f4e8e45f9a7c21bd0e11")))
                    .append("code", new BsonJavaScript("1"))
                    .append("symbol", new BsonSymbol("s"))
                    .append(
                            "scoped",
                            new BsonJavaScriptWithScope(
                                    "1", new BsonDocument("x", new BsonInt32(1))))
                    .append("int", new BsonInt32(1))
                    .append("timestamp", new BsonTimestamp(1, 2))
                    .append("long", new BsonInt64(1))
                    .append("decimal", new BsonDecimal128(Decimal128.parse("1.5")))
                    .append("min", new BsonMinKey())
                    .append("max", new BsonMaxKey());

    @Test
    void a_document_of_all_types_is_right() {
        assertThat(BsonStructure.fault(bytes(ALL_TYPES))).isEmpty();
        assertThat(BsonStructure.fault(bytes(new BsonDocument()))).isEmpty();
    }

    @Test
    void a_document_that_passed_can_be_decoded_whatever_bytes_were_changed() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        byte[] bytes = bytes(ALL_TYPES);
        int passed = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] changed = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed[random.nextInt(changed.length)] =
                        (byte) random.nextInt(random.nextBoolean() ? 256 : 20);
            }
            if (BsonStructure.fault(changed).isEmpty()) {
                passed++;
                assertThat(new RawBsonDocument(changed).toBsonDocument())
                        .as("seed %d: %s", seed, HexFormat.of().formatHex(changed))
                        .isNotNull();
            }
        }
        assertThat(passed).as("seed %d", seed).isBetween(5_000, 45_000);
    }

    @Test
    void a_document_that_was_cut_or_goes_on_is_wrong() {
        byte[] bytes = bytes(ALL_TYPES);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(BsonStructure.fault(Arrays.copyOf(bytes, length))).isPresent();
        }
        assertThat(BsonStructure.fault(Arrays.copyOf(bytes, bytes.length + 1))).isPresent();
    }

    @Test
    void a_document_may_be_as_deep_as_mongodb_allows_and_no_deeper() {
        assertThat(BsonStructure.fault(bytes(nested(200)))).isEmpty();
        assertThat(BsonStructure.fault(bytes(nested(201))))
                .hasValueSatisfying(why -> assertThat(why).contains("deeper than 200 levels"));
    }

    @Test
    void an_id_must_be_text_and_other_strings_need_not() {
        byte[] id = bytes(new BsonDocument("_id", new BsonString("ab")));
        byte[] title = bytes(new BsonDocument("_od", new BsonString("ab")));
        id[id.length - 3] = (byte) 0xFF;
        title[title.length - 3] = (byte) 0xFF;
        assertThat(BsonStructure.fault(id))
                .hasValueSatisfying(why -> assertThat(why).contains("its _id is no UTF-8"));
        assertThat(BsonStructure.fault(title)).isEmpty();
    }

    @Test
    void an_id_in_which_a_name_stands_twice_would_be_taken_for_another() {
        byte[] id =
                bytes(
                        new BsonDocument(
                                "_id",
                                new BsonDocument("a", new BsonInt32(1))
                                        .append("b", new BsonInt32(2))));
        byte[] once = id.clone();
        id[id.length - 1 - 1 - 4 - 2] = 'a';
        assertThat(BsonStructure.fault(once)).isEmpty();
        assertThat(BsonStructure.fault(id))
                .hasValueSatisfying(why -> assertThat(why).contains("has a name twice"));
    }

    @Test
    void a_decimal_number_has_at_most_34_digits() {
        assertThat(decimal("9999999999999999999999999999999999", 0)).isEmpty();
        assertThat(decimal("NaN", 0)).isEmpty();
        assertThat(decimal("-Infinity", 0)).isEmpty();
        assertThat(decimal("-9.999999999999999999999999999999999E+6144", 0)).isEmpty();
        assertThat(decimal("9999999999999999999999999999999999", 1))
                .hasValueSatisfying(why -> assertThat(why).contains("more than 34 digits"));
        assertThat(BsonStructure.fault(bytes(decimal(3L << 61, 0)))).isPresent();
        assertThat(BsonStructure.fault(bytes(decimal(0x1_FFFF_FFFF_FFFFL, 0)))).isPresent();
    }

    private static java.util.Optional<String> decimal(String text, int more) {
        Decimal128 number = Decimal128.parse(text);
        return BsonStructure.fault(bytes(decimal(number.getHigh(), number.getLow() + more)));
    }

    private static BsonDocument decimal(long high, long low) {
        return new BsonDocument(
                "_id", new BsonDecimal128(Decimal128.fromIEEE754BIDEncoding(high, low)));
    }

    private static BsonDocument nested(int levels) {
        var document = new BsonDocument();
        for (int i = 1; i < levels; i++) {
            document = new BsonDocument("d", document);
        }
        return document;
    }

    private static byte[] bytes(BsonDocument document) {
        var buffer = DocumentSourceContract.raw(document).getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
