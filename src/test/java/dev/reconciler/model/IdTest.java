package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    private static final String HEX = "5892f4e8e45f9a7c21bd0e11";

    @Test
    void types_come_in_the_order_of_bson_comparison() {
        assertAscending(
                new BsonMinKey(),
                new BsonUndefined(),
                new BsonNull(),
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                new BsonInt64(Long.MIN_VALUE),
                new BsonInt32(0),
                new BsonDecimal128(Decimal128.POSITIVE_INFINITY),
                new BsonString(""),
                new BsonSymbol("a"),
                new BsonString("b"),
                new BsonDocument(),
                new BsonArray(),
                new BsonBinary(new byte[0]),
                new BsonObjectId(new ObjectId(HEX)),
                new BsonBoolean(false),
                new BsonBoolean(true),
                new BsonDateTime(Long.MIN_VALUE),
                new BsonTimestamp(0),
                new BsonRegularExpression("a"),
                new BsonDbPointer("a", new ObjectId(HEX)),
                new BsonJavaScript("a"),
                new BsonJavaScriptWithScope("a", new BsonDocument()),
                new BsonMaxKey());
    }

    @Test
    void numbers_are_one_type_and_compare_by_their_exact_value() {
        assertAscending(
                decimal("-9.999999999999999999999999999999999E+6144"),
                new BsonDouble(-Double.MAX_VALUE),
                new BsonInt64(Long.MIN_VALUE),
                new BsonInt32(-10),
                new BsonDouble(-9.5),
                new BsonInt32(-9),
                new BsonDouble(-Double.MIN_VALUE),
                decimal("-1E-6176"),
                new BsonInt32(0),
                decimal("1E-6176"),
                new BsonDouble(Double.MIN_VALUE),
                decimal("0.1"),
                new BsonDouble(0.1),
                new BsonInt32(1),
                new BsonInt32(9),
                new BsonInt32(10),
                new BsonInt32(99),
                new BsonInt32(100),
                new BsonInt32(101),
                new BsonDouble(9007199254740992.0),
                new BsonInt64(9007199254740993L),
                new BsonDouble(9007199254740994.0),
                new BsonInt64(Long.MAX_VALUE),
                new BsonDouble(9223372036854775808.0),
                new BsonDouble(Double.MAX_VALUE),
                decimal("9.999999999999999999999999999999999E+6144"));
    }

    @Test
    void equal_numbers_of_different_types_are_one_id() {
        assertSame(
                new BsonInt32(5),
                new BsonInt64(5),
                new BsonDouble(5.0),
                decimal("5"),
                decimal("5.000"),
                decimal("0.5E1"));
        assertSame(new BsonInt32(0), new BsonDouble(-0.0), decimal("-0"), decimal("0E+100"));
        assertSame(new BsonDouble(0.5), decimal("0.5"));
        assertSame(
                new BsonDouble(Double.NaN),
                new BsonDecimal128(Decimal128.NaN),
                new BsonDecimal128(Decimal128.NEGATIVE_NaN));
        assertSame(
                new BsonDouble(Double.POSITIVE_INFINITY),
                new BsonDecimal128(Decimal128.POSITIVE_INFINITY));
        assertSame(new BsonInt64(1_000_000), decimal("1E6"));
    }

    @Test
    void strings_and_symbols_are_one_type_and_compare_by_their_utf_8_bytes() {
        assertSame(new BsonString("ä"), new BsonSymbol("ä"));
        assertAscending(
                string("a"),
                string("a\0"),
                string("a\0b"),
                string("a\1"),
                string("aa"),
                string("z"),
                string("ä"),
                string("\uFFFD"),
                string("😀"));
    }

    @Test
    void documents_compare_field_by_field_by_type_then_name_then_value() {
        assertAscending(
                BsonDocument.parse("{}"),
                BsonDocument.parse("{z: 1}"),
                BsonDocument.parse("{a: ''}"),
                BsonDocument.parse("{a: '', b: 1}"),
                BsonDocument.parse("{a: 'x'}"),
                BsonDocument.parse("{ab: ''}"),
                BsonDocument.parse("{b: ''}"));
        assertSame(BsonDocument.parse("{a: 1}"), BsonDocument.parse("{a: 1.0}"));
    }

    @Test
    void binary_data_compare_by_length_then_subtype_then_bytes() {
        assertAscending(
                new BsonBinary((byte) 0x80, new byte[] {9}),
                new BsonBinary((byte) 0, new byte[] {-1, 0}),
                new BsonBinary((byte) 4, new byte[] {0, 0}),
                new BsonBinary((byte) 0x80, new byte[] {0, 0}),
                new BsonBinary((byte) 0, new byte[] {0, 0, 0, 0, 0}),
                new BsonBinary((byte) 2, new byte[] {0}));
    }

    @Test
    void dates_are_signed_and_timestamps_are_not() {
        assertAscending(
                new BsonDateTime(-2),
                new BsonDateTime(-1),
                new BsonDateTime(0),
                new BsonDateTime(1));
        assertAscending(
                new BsonTimestamp(0L),
                new BsonTimestamp(1L),
                new BsonTimestamp(Long.MAX_VALUE),
                new BsonTimestamp(-1L));
    }

    @Test
    void a_key_cannot_be_changed_from_outside() {
        var id = Id.of(string("a"));
        id.key()[0] = 0;
        assertThat(id).isEqualTo(Id.of(string("a")));
    }

    @Test
    void ids_are_written_as_the_contract_says() {
        assertThat(Id.of(new BsonObjectId(new ObjectId(HEX))).text()).isEqualTo(HEX);
        assertThat(Id.of(string("docs")).text()).isEqualTo("docs");
        assertThat(Id.of(string(HEX)).text()).isEqualTo("{\"$string\":\"" + HEX + "\"}");
        assertThat(Id.of(new BsonInt32(5)).text()).isEqualTo("{\"$numberInt\":\"5\"}");
        assertThat(Id.of(new BsonBoolean(true)).text()).isEqualTo("true");
        assertThat(Id.of(new BsonNull()).text()).isEqualTo("null");
        assertThat(Id.of(BsonDocument.parse("{'a b': 'c \\\\ \" d', n: 1}")).text())
                .isEqualTo("{\"a b\":\"c \\\\ \\\" d\",\"n\":{\"$numberInt\":\"1\"}}");
    }

    @Test
    void hex_digits_are_those_of_an_object_id_in_either_case() {
        String upper = HEX.toUpperCase(java.util.Locale.ROOT);
        assertThat(Id.parse(upper)).isEqualTo(Id.of(new BsonObjectId(new ObjectId(HEX))));
        assertThat(Id.of(string(upper)).text()).isEqualTo("{\"$string\":\"" + upper + "\"}");
    }

    @Test
    void strings_are_quoted_where_the_id_is_embedded_in_json() {
        assertThat(Id.of(new BsonObjectId(new ObjectId(HEX))).json()).isEqualTo('"' + HEX + '"');
        assertThat(Id.of(string("a\"b\n")).json()).isEqualTo("\"a\\\"b\\n\"");
        assertThat(Id.of(string("true")).json()).isEqualTo("\"true\"");
        assertThat(Id.of(string(HEX)).json()).isEqualTo("{\"$string\":\"" + HEX + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "{\"v\":",
                "{\"$oid\":\"no hex\"}",
                "{not json",
                "null",
                "{\"$string\":1}}"
            })
    void what_a_person_types_is_an_id_in_any_case(String text) {
        assertThat(Id.parse(text)).isEqualTo(Id.of(string(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docs",
                "1 2",
                "1}",
                "1, \"end\":1, \"x\":1",
                "{\"$oid\":\"no hex\"}",
                "{\"$numberInt\":\"x\"}",
                "1,",
                "\"a"
            })
    void what_is_no_json_value_is_no_id(String json) {
        assertThat(Id.fromJson(json)).isEmpty();
    }

    @Test
    void file_names_are_plain_and_say_the_id() {
        assertThat(Id.of(string("docs.iceberg-2_A")).fileName()).isEqualTo("docs.iceberg-2_A");
        assertThat(Id.of(string("../x y")).fileName()).isEqualTo("%2E.%2Fx%20y");
        assertThat(Id.of(string("ü~")).fileName()).isEqualTo("%C3%BC%7E");
        assertThat(Id.of(string("")).fileName()).isEqualTo("~");
        assertThat(Id.of(new BsonInt32(5)).fileName())
                .isEqualTo("%7B%22%24numberInt%22%3A%225%22%7D");
    }

    @Test
    void long_ids_have_file_names_that_are_short_and_differ() {
        var one = Id.of(string("ü".repeat(500) + "1")).fileName();
        var other = Id.of(string("ü".repeat(500) + "2")).fileName();
        assertThat(one).isNotEqualTo(other).hasSize(200).startsWith("%C3%BC");
        assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSize(200);
        assertThat(Id.of(string("a".repeat(200))).fileName()).isEqualTo("a".repeat(200));
    }

    private static void assertAscending(BsonValue... values) {
        var ids = List.of(values).stream().map(Id::of).toList();
        for (int i = 0; i < ids.size(); i++) {
            for (int j = 0; j < ids.size(); j++) {
                assertThat(Integer.signum(ids.get(i).compareTo(ids.get(j))))
                        .as("%s and %s", ids.get(i), ids.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    private static void assertSame(BsonValue... values) {
        var first = Id.of(values[0]);
        for (var value : values) {
            assertThat(Id.of(value)).isEqualTo(first).hasSameHashCodeAs(first);
        }
    }

    private static BsonValue decimal(String value) {
        return new BsonDecimal128(Decimal128.parse(value));
    }

    private static BsonValue string(String value) {
        return new BsonString(value);
    }
}
